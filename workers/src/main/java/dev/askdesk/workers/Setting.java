package dev.askdesk.workers;

import dev.askdesk.workflows.ask.Conversation;
import java.util.Locale;
import java.util.Optional;

/** Every setting by its name, with its default as text; an empty default means that there is none. */
public enum Setting {
    HOME("~/.askdesk", "Where Askdesk keeps the sample database, results and askdesk.properties."),
    DATABASE(
            "",
            "A DuckDB file, or a URL: jdbc:duckdb:FILE, jdbc:databricks://HOST;httpPath=PATH, "
                    + "jdbc:postgresql://HOST/NAME; without one, the sample fund in the home."),
    CATALOG("", "The database's catalog (YAML); without one, NAME.yaml or catalog.yaml beside it."),
    WAREHOUSE_USER("", "Who PostgreSQL is asked as."),
    WAREHOUSE_TOKEN("", "Databricks' access token, or PostgreSQL's password.", true),
    WAREHOUSE_CLIENT_ID("", "OAuth client of Databricks, in place of a token: a service principal's application id."),
    WAREHOUSE_CLIENT_SECRET("", "That client's secret.", true),
    WAREHOUSE_PROTOCOL("sql_api", "Over what Databricks is asked: 'sql_api' (SQL Statement Execution) or 'thrift'."),
    WAREHOUSE_RUN_AS("service", "Whose rights count on Databricks: 'service' (Askdesk's own) or 'user' (the asker's)."),
    WAREHOUSE_USER_TOKENS("", "Folder with a file for each person's id that holds the identity provider's token."),
    WAREHOUSE_CONNECTIONS("10", "Statements that one worker has on the warehouse at once."),
    WAREHOUSE_WAKE("10m", "How long a warehouse that is asleep is waited for; at most 30m."),
    WAREHOUSE_USER_DAILY(
            "", "How long one person's statements may run in a day (UTC), such as 10m; without it, no limit."),
    MODEL("offline", "Who writes the SQL: 'offline', 'openai' for any OpenAI-compatible endpoint, 'gguf' for a file."),
    MODEL_URL(
            "https://api.openai.com/v1",
            "Base URL of the endpoint, up to and with /v1; on Databricks https://HOST/serving-endpoints."),
    MODEL_NAME("", "The model's name at the endpoint."),
    MODEL_API_KEY("", "The endpoint's key; 'none' where it needs none.", true),
    MODEL_STRUCTURE("json_schema", "How the model is asked for structure: tools, json_schema or text."),
    MODEL_TIMEOUT("2m", "How long one call of the model may take."),
    MODEL_MAX_OUTPUT_TOKENS("800", "Tokens that one call of the model may write."),
    MODEL_TEMPERATURE("0", "The model's temperature, 0 to 2."),
    MODEL_FILE("", "A GGUF file, for a model inside this process."),
    MODELS("", "Several models with routes, prices and budgets (YAML); without one, models.yaml in the home."),
    PROMPT_UNDERSTAND("v2", "Version of the prompt in which the model decides what to do."),
    PROMPT_INTERPRET("v1", "Version of the prompt in which the model words the rows."),
    REPAIRS("3", "Failed tries of the model before a question is given up."),
    CANDIDATES("1", "Statements that are written for a question and compared by what they return."),
    WITHOUT(
            "",
            "Ingredients of how the model is asked that are left out, to see what they are worth: selection, values, "
                    + "samples, joins, examples, mending, repair, candidates."),
    CLARIFICATIONS("3", "How many times one question may be asked back about."),
    CLARIFICATION_WAIT("7d", "How long a clarifying question waits for its reply."),
    IDLE("1d", "How long a conversation stays open after its last message."),
    ROW_LIMIT("1000", "Rows that a query returns at most."),
    RESULT_CHARACTERS("20000000", "Characters that all cells of a query's result may have together."),
    QUERY_TIMEOUT("30s", "How long a query may run, once the warehouse has begun with it; at most 30m."),
    RESULTS("", "Where all rows are kept: a folder, or s3://bucket/prefix; without it, results in the home."),
    RESULTS_S3_ENDPOINT("", "Where a store that speaks S3 is, such as https://minio.firm.example; empty for Amazon's."),
    RESULTS_S3_REGION("", "The bucket's region; without it, AWS's own variables or profile."),
    RESULTS_S3_KEY_ID("", "Id of the access key; without it, AWS's own variables, profile or role.", true),
    RESULTS_S3_SECRET_KEY("", "The access key's secret.", true),
    WEB_UI_URL("http://localhost:8233", "Temporal's Web UI, for links to runs."),
    HELPDESK("local", "Whose tickets are triaged: 'local', 'freshservice', 'zendesk' or 'jira'."),
    HELPDESK_URL("", "Where the helpdesk is, such as https://firm.freshservice.com."),
    HELPDESK_USER("", "Whose token it is: the address of a Zendesk or Jira agent."),
    HELPDESK_TOKEN("", "The helpdesk's API key or token.", true),
    HELPDESK_PROJECTS("", "Projects of Jira, such as IT,HELP; without any, all."),
    HELPDESK_PER_SECOND("5", "Steps at the helpdesk in a second, over all workers; each takes one call or a few."),
    HELPDESK_TIMEOUT("30s", "How long one call of the helpdesk or the wiki may take."),
    HELPDESK_AGENTS("", "Mail addresses of IT staff, for the local helpdesk."),
    WIKI("folder", "Where pages are: 'folder', 'confluence' (Cloud) or 'confluence_dc' (Data Center)."),
    WIKI_FOLDER("", "Folder of Markdown or HTML pages; without one, the sample wiki."),
    WIKI_URL("", "Where Confluence is, such as https://firm.atlassian.net."),
    WIKI_USER("", "Whose token it is, for Confluence Cloud."),
    WIKI_TOKEN("", "Confluence's API token, or Data Center's personal access token.", true),
    WIKI_SPACES("", "Keys of the spaces of Confluence that are indexed, such as IT,HR."),
    INDEX("lucene", "What holds the index of the pages: 'lucene' in this process, or 'weaviate'."),
    INDEX_URL("http://localhost:8090", "Where Weaviate is."),
    INDEX_API_KEY("", "Weaviate's key; empty where it takes anybody.", true),
    INDEX_NAME("Askdesk", "With what the names of Weaviate's collections begin."),
    EMBEDDINGS("minilm", "What makes vectors of texts: 'minilm' in this process, or 'openai' for any such endpoint."),
    EMBEDDINGS_URL(
            "https://api.openai.com/v1",
            "Base URL of that endpoint, up to and with /v1; on Databricks https://HOST/serving-endpoints."),
    EMBEDDINGS_NAME("", "The embeddings' name at the endpoint."),
    EMBEDDINGS_API_KEY("", "The endpoint's key; 'none' where it needs none.", true),
    MASKING("true", "Whether personal data is taken out of tickets before a model reads them."),
    DESK_TASK_QUEUE("desk", "Temporal task queue of Desk."),
    DESK_PARALLEL("4", "Tickets in work at once."),
    SLACK_BOT_TOKEN("", "Slack's bot token, xoxb-…; without one, workers do not connect to Slack.", true),
    SLACK_APP_TOKEN("", "Slack's app-level token, xapp-…, for Socket Mode.", true),
    SLACK_SIGNING_SECRET("", "The Slack app's signing secret, for events over HTTP.", true),
    SLACK_LISTEN("socket", "How Slack's events come in: 'socket' (Socket Mode), 'http' or 'both'."),
    SLACK_PORT("3000", "Port of Slack's events over HTTP."),
    SLACK_API_URL("https://slack.com/api/", "Where Slack's Web API is."),
    SLACK_TIMEOUT("8s", "How long one call of Slack may take; at most 20s."),
    SLACK_PER_SECOND("20", "Calls of Slack in a second, over all workers."),
    SLACK_TASK_QUEUE("slack", "Temporal task queue of what calls Slack."),
    SLACK_REMINDER("1d", "How long a clarifying question in Slack waits until its asker is reminded."),
    SLACK_IDLE("30d", "How long a thread's conversation stays open after its last message."),
    SLACK_DIGEST_CHANNEL("", "Id of the IT channel that gets the digest of triage; without one, none is posted."),
    SLACK_CHANNELS("", "Ids of channels where questions are taken; without any, all that the app is in."),
    SLACK_DIRECT_ONLY("false", "Whether questions are taken in direct messages alone."),
    SLACK_GUESTS("false", "Whether guests and people of other organisations may ask."),
    SLACK_ROLES("", "File (YAML) that gives people and user groups of Slack roles of the catalog."),
    SLACK_ACCESS_HELP("Ask whoever runs Askdesk to add you to a role.", "What a person without access is told to do."),
    SLACK_USER_HOURLY("60", "Questions of one person in Slack in an hour."),
    SLACK_CHANNEL_HOURLY("300", "Questions of one channel in an hour."),
    SLACK_LARGEST_CHANNEL(
            "300", "Members up to whom each one's rights are looked up before an answer is shown to all."),
    TASK_QUEUE(Conversation.TASK_QUEUE, "Temporal task queue of the workflows and activities."),
    WORKER_STEPS("20", "Steps of questions, and calls of Slack, that one worker does at once."),
    USER("", "Who asks from this command line; without it, the operating system's user.");

    private final String fallback;
    private final String description;
    private final boolean secret;

    Setting(String fallback, String description) {
        this(fallback, description, false);
    }

    Setting(String fallback, String description, boolean secret) {
        this.fallback = fallback;
        this.description = description;
        this.secret = secret;
    }

    /** Its name in the properties file and for {@code --set}, such as {@code model.api.key}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Its environment variable, such as {@code ASKDESK_MODEL_API_KEY}. */
    public String variable() {
        return "ASKDESK_" + name();
    }

    /** The default as text. */
    public String fallback() {
        return fallback;
    }

    public String description() {
        return description;
    }

    /** Whether its value must not be shown. */
    public boolean secret() {
        return secret;
    }

    /** The setting of a key; dashes and underscores count as dots. */
    public static Optional<Setting> ofKey(String key) {
        String wanted = key.trim().replace('-', '.').replace('_', '.').toLowerCase(Locale.ROOT);
        for (Setting setting : values()) {
            if (setting.key().equals(wanted)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    /** The setting of an environment variable. */
    public static Optional<Setting> ofVariable(String variable) {
        for (Setting setting : values()) {
            if (setting.variable().equals(variable)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }
}
