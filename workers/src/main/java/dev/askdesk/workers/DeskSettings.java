package dev.askdesk.workers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Desk is set up.
 *
 * @param masking whether personal data is taken out of what a model reads
 * @param taskQueue of Desk's workflows and activities; those at the helpdesk have a queue of their own
 * @param parallel tickets in work at once
 */
public record DeskSettings(
        Helpdesk helpdesk,
        Wiki wiki,
        Index index,
        Embeddings embeddings,
        boolean masking,
        String taskQueue,
        int parallel) {

    /** Which helpdesk. */
    public enum HelpdeskKind {
        /** One of our own in the home, for mails in a folder. */
        LOCAL,
        FRESHSERVICE,
        ZENDESK,
        JIRA
    }

    /** Where the wiki is. */
    public enum WikiKind {
        FOLDER,
        /** Confluence Cloud. */
        CONFLUENCE,
        /** Confluence Data Center. */
        CONFLUENCE_DC
    }

    /** What holds the index. */
    public enum IndexKind {
        LUCENE,
        WEAVIATE
    }

    /** What makes vectors. */
    public enum EmbeddingsKind {
        MINILM,
        OPENAI
    }

    /**
     * @param url {@code null} for the local desk
     * @param projects of Jira; empty for all
     * @param perSecond activities at the helpdesk, over all workers
     * @param agents mail addresses of IT staff, for the local desk
     */
    public record Helpdesk(
            HelpdeskKind kind,
            @Nullable URI url,
            @Nullable String user,
            @Nullable Secret token,
            List<String> projects,
            double perSecond,
            Set<String> agents,
            Duration timeout) {}

    /**
     * @param folder {@code null} for the sample wiki
     * @param spaces of Confluence, at least one
     */
    public record Wiki(
            WikiKind kind,
            @Nullable Path folder,
            @Nullable URI url,
            @Nullable String user,
            @Nullable Secret token,
            List<String> spaces,
            Duration timeout) {}

    /** @param name with which the collections' names begin */
    public record Index(IndexKind kind, URI url, @Nullable Secret apiKey, String name) {}

    public record Embeddings(
            EmbeddingsKind kind,
            URI url,
            @Nullable String name,
            @Nullable Secret apiKey) {}

    /** Task queue of what calls the helpdesk, whose limit holds over all workers. */
    public String helpdeskQueue() {
        return taskQueue + "-" + lower(helpdesk.kind());
    }

    /** One line for people. */
    public String shown() {
        return "helpdesk " + lower(helpdesk.kind()) + ", wiki " + lower(wiki.kind()) + ", index " + lower(index.kind())
                + ", embeddings " + lower(embeddings.kind());
    }

    private static String lower(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static DeskSettings of(SettingValues values) {
        Duration timeout = values.duration(Setting.HELPDESK_TIMEOUT);
        return new DeskSettings(
                new Helpdesk(
                        values.choice(Setting.HELPDESK, HelpdeskKind.class),
                        values.optionalUrl(Setting.HELPDESK_URL),
                        values.optionalText(Setting.HELPDESK_USER),
                        values.secret(Setting.HELPDESK_TOKEN),
                        values.list(Setting.HELPDESK_PROJECTS),
                        values.decimal(Setting.HELPDESK_PER_SECOND, 0.1, 1_000),
                        Set.copyOf(values.list(Setting.HELPDESK_AGENTS)),
                        timeout),
                new Wiki(
                        values.choice(Setting.WIKI, WikiKind.class),
                        values.path(Setting.WIKI_FOLDER).orElse(null),
                        values.optionalUrl(Setting.WIKI_URL),
                        values.optionalText(Setting.WIKI_USER),
                        values.secret(Setting.WIKI_TOKEN),
                        values.list(Setting.WIKI_SPACES),
                        timeout),
                new Index(
                        values.choice(Setting.INDEX, IndexKind.class),
                        values.url(Setting.INDEX_URL),
                        values.secret(Setting.INDEX_API_KEY),
                        values.text(Setting.INDEX_NAME)),
                new Embeddings(
                        values.choice(Setting.EMBEDDINGS, EmbeddingsKind.class),
                        values.url(Setting.EMBEDDINGS_URL),
                        values.optionalText(Setting.EMBEDDINGS_NAME),
                        values.secret(Setting.EMBEDDINGS_API_KEY)),
                values.flag(Setting.MASKING),
                values.text(Setting.DESK_TASK_QUEUE),
                values.integer(Setting.DESK_PARALLEL, 1, 200));
    }
}
