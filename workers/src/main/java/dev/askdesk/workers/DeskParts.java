package dev.askdesk.workers;

import dev.askdesk.adapters.helpdesk.Freshservice;
import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.helpdesk.JiraServiceManagement;
import dev.askdesk.adapters.helpdesk.LocalDesk;
import dev.askdesk.adapters.helpdesk.Zendesk;
import dev.askdesk.adapters.model.Responder;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.LucenePassages;
import dev.askdesk.adapters.retrieval.MiniLmEmbeddings;
import dev.askdesk.adapters.retrieval.OpenAiEmbeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.retrieval.WeaviatePassages;
import dev.askdesk.adapters.slack.SlackDigest;
import dev.askdesk.adapters.wiki.ConfluenceCloud;
import dev.askdesk.adapters.wiki.ConfluenceDataCenter;
import dev.askdesk.adapters.wiki.SampleWiki;
import dev.askdesk.adapters.wiki.Wiki;
import dev.askdesk.adapters.wiki.WikiFolder;
import dev.askdesk.knowledge.Indexer;
import dev.askdesk.knowledge.PassageSearch;
import dev.askdesk.knowledge.Ranking;
import dev.askdesk.triage.NoteRatings;
import dev.askdesk.triage.Outcomes;
import dev.askdesk.workers.DeskSettings.EmbeddingsKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outside world of Desk, as the settings name it, put together by hand. */
public final class DeskParts {
    private static final Duration INDEX_TIMEOUT = Duration.ofSeconds(30);

    private final Settings settings;

    public DeskParts(Settings settings) {
        this.settings = settings;
    }

    /** @throws SettingsException something that it needs is not set */
    public Helpdesk helpdesk() {
        DeskSettings.Helpdesk desk = settings.desk().helpdesk();
        return switch (desk.kind()) {
            case LOCAL -> localDesk();
            case FRESHSERVICE ->
                new Freshservice(
                        required(desk.url(), Setting.HELPDESK_URL),
                        required(desk.token(), Setting.HELPDESK_TOKEN),
                        desk.timeout());
            case ZENDESK ->
                new Zendesk(
                        required(desk.url(), Setting.HELPDESK_URL),
                        required(desk.user(), Setting.HELPDESK_USER),
                        required(desk.token(), Setting.HELPDESK_TOKEN),
                        desk.timeout());
            case JIRA ->
                new JiraServiceManagement(
                        required(desk.url(), Setting.HELPDESK_URL),
                        required(desk.user(), Setting.HELPDESK_USER),
                        required(desk.token(), Setting.HELPDESK_TOKEN),
                        desk.projects(),
                        desk.timeout());
        };
    }

    /** The helpdesk of our own in the home. */
    public LocalDesk localDesk() {
        Set<String> agents = settings.desk().helpdesk().agents();
        return new LocalDesk(settings.home().resolve("helpdesk"), agents);
    }

    /** @throws SettingsException something that it needs is not set */
    public Wiki wiki() {
        DeskSettings.Wiki wiki = settings.desk().wiki();
        return switch (wiki.kind()) {
            case FOLDER -> {
                Path folder = wiki.folder();
                yield new WikiFolder(folder == null ? SampleWiki.in(settings.home()) : folder);
            }
            case CONFLUENCE ->
                new ConfluenceCloud(
                        required(wiki.url(), Setting.WIKI_URL),
                        required(wiki.user(), Setting.WIKI_USER),
                        required(wiki.token(), Setting.WIKI_TOKEN),
                        spaces(wiki),
                        wiki.timeout());
            case CONFLUENCE_DC ->
                new ConfluenceDataCenter(
                        required(wiki.url(), Setting.WIKI_URL),
                        required(wiki.token(), Setting.WIKI_TOKEN),
                        spaces(wiki),
                        wiki.timeout());
        };
    }

    public Embeddings embeddings() {
        DeskSettings.Embeddings embeddings = settings.desk().embeddings();
        if (embeddings.kind() == EmbeddingsKind.MINILM) {
            return new MiniLmEmbeddings();
        }
        String name = required(embeddings.name(), Setting.EMBEDDINGS_NAME);
        String key = required(embeddings.apiKey(), Setting.EMBEDDINGS_API_KEY);
        return new OpenAiEmbeddings(
                embeddings.url(),
                name,
                key.equals("none") ? null : key,
                settings.model().timeout());
    }

    public PassageIndex index(Embeddings embeddings) {
        DeskSettings.Index index = settings.desk().index();
        String version = Indexer.version(embeddings);
        return switch (index.kind()) {
            case LUCENE -> new LucenePassages(settings.home().resolve("index"), version);
            case WEAVIATE ->
                new WeaviatePassages(
                        index.url(),
                        index.apiKey() == null ? null : index.apiKey().value(),
                        index.name(),
                        version,
                        INDEX_TIMEOUT);
        };
    }

    public PassageSearch search(PassageIndex index, Embeddings embeddings) {
        return new PassageSearch(index, embeddings, Ranking.BEST);
    }

    public Responder responder(Embeddings embeddings) {
        return Models.of(settings).responder(embeddings);
    }

    /** How tickets ended, shared by all workers of this home. */
    public Outcomes outcomes() {
        return new Outcomes(settings.home().resolve("triage.jsonl"));
    }

    /** What people think of notes, shared in the same way. */
    public NoteRatings ratings() {
        return new NoteRatings(settings.home().resolve("triage-ratings.jsonl"));
    }

    /** Where digests go; {@code null} where Slack is not connected. */
    @Nullable
    SlackDigest digests() {
        SlackSettings slack = settings.slack();
        Secret token = slack.botToken();
        return token == null ? null : new SlackDigest(slack.apiUrl(), token.value(), slack.timeout());
    }

    /** Without any, a wiki would be indexed whole, its spaces for a few included. */
    private static List<String> spaces(DeskSettings.Wiki wiki) {
        if (wiki.spaces().isEmpty()) {
            throw new SettingsException(
                    "Set " + Setting.WIKI_SPACES.variable() + ": " + Setting.WIKI_SPACES.description());
        }
        return wiki.spaces();
    }

    private static URI required(@Nullable URI url, Setting setting) {
        return URI.create(required(url == null ? null : url.toString(), setting));
    }

    private static String required(@Nullable Secret secret, Setting setting) {
        return required(secret == null ? null : secret.value(), setting);
    }

    private static String required(@Nullable String value, Setting setting) {
        if (value == null) {
            throw new SettingsException("Set " + setting.variable() + ": " + setting.description());
        }
        return value;
    }
}
