package dev.askdesk.adapters.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import io.weaviate.client.Config;
import io.weaviate.client.WeaviateAuthClient;
import io.weaviate.client.WeaviateClient;
import io.weaviate.client.base.Result;
import io.weaviate.client.base.WeaviateErrorMessage;
import io.weaviate.client.v1.auth.exception.AuthException;
import io.weaviate.client.v1.batch.api.ObjectsBatcher.BatchRetriesConfig;
import io.weaviate.client.v1.batch.model.ObjectGetResponse;
import io.weaviate.client.v1.data.model.WeaviateObject;
import io.weaviate.client.v1.filters.Operator;
import io.weaviate.client.v1.filters.WhereFilter;
import io.weaviate.client.v1.graphql.model.GraphQLResponse;
import io.weaviate.client.v1.misc.model.InvertedIndexConfig;
import io.weaviate.client.v1.misc.model.StopwordConfig;
import io.weaviate.client.v1.misc.model.VectorIndexConfig;
import io.weaviate.client.v1.schema.model.Property;
import io.weaviate.client.v1.schema.model.WeaviateClass;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The index in Weaviate: two collections for each model of embeddings, one of passages with their vectors and one of
 * pages. Text and query come as terms, so words are matched as in Lucene. A search asks for the nearest vectors, the best
 * words and the best pages in one request; how they are fused is not Weaviate's, so that both indexes rank alike.
 */
public final class WeaviatePassages implements PassageIndex {
    private static final String FINISHED = "#finished";
    private static final int LISTED_AT_ONCE = 500;
    private static final int IMPORTED_AT_ONCE = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI url;
    private final String prefix;
    private final String passages;
    private final String pages;
    private final WeaviateClient client;

    /**
     * @param url such as {@code http://localhost:8080}
     * @param apiKey {@code null} where the server takes anybody
     * @param prefix of the collections' names, for several deployments on one server
     * @param version of this index: what the vectors and the cutting depend on
     */
    public WeaviatePassages(URI url, @Nullable String apiKey, String prefix, String version, Duration timeout) {
        this.url = url;
        this.prefix = prefix;
        String suffix = IndexNames.safe(version).replace('-', '_');
        this.passages = prefix + "Passages_" + suffix;
        this.pages = prefix + "Pages_" + suffix;
        int seconds = Math.toIntExact(Math.max(1, timeout.toSeconds()));
        Config config = new Config(url.getScheme(), url.getRawAuthority(), Map.of(), seconds, seconds, seconds);
        try {
            this.client = apiKey == null ? new WeaviateClient(config) : WeaviateAuthClient.apiKey(config, apiKey);
        } catch (AuthException e) {
            throw new OutsideException(FailureType.INDEX_REQUEST, "Weaviate at " + url + " refuses the key.");
        }
    }

    @Override
    public Map<String, String> pages() {
        if (!exists(pages)) {
            return Map.of();
        }
        Map<String, String> versions = new HashMap<>();
        String after = "";
        while (true) {
            JsonNode part = query("{ Get { pages: " + pages + "(limit: " + LISTED_AT_ONCE + " after: " + text(after)
                            + ") { page version _additional { id } } } }")
                    .path("pages");
            for (JsonNode page : part) {
                versions.put(page.path("page").asText(), page.path("version").asText());
                after = page.at("/_additional/id").asText();
            }
            if (part.size() < LISTED_AT_ONCE) {
                versions.remove(FINISHED);
                return versions;
            }
        }
    }

    @Override
    public void replace(List<IndexedPage> replaced) {
        create();
        // The page's own object goes first and comes last: while it is away, the page counts as not indexed.
        remove(replaced.stream().map(IndexedPage::pageId).toList());
        List<WeaviateObject> chunks = new ArrayList<>();
        List<WeaviateObject> whole = new ArrayList<>();
        for (IndexedPage page : replaced) {
            page.chunks().forEach(chunk -> chunks.add(object(page, chunk)));
            whole.add(object(page));
        }
        add(chunks);
        add(whole);
    }

    @Override
    public void remove(Collection<String> pageIds) {
        if (pageIds.isEmpty() || !exists(pages)) {
            return;
        }
        WhereFilter ofPages = WhereFilter.builder()
                .path("page")
                .operator(Operator.ContainsAny)
                .valueText(pageIds.toArray(String[]::new))
                .build();
        for (String collection : List.of(pages, passages)) {
            checked(client.batch()
                    .objectsBatchDeleter()
                    .withClassName(collection)
                    .withWhere(ofPages)
                    .run());
        }
    }

    @Override
    public void finish() {
        create();
        remove(List.of(FINISHED));
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put("page", FINISHED);
        mark.put("version", Instant.now().toString());
        add(List.of(WeaviateObject.builder()
                .className(pages)
                .id(id(FINISHED))
                .properties(mark)
                .build()));
        for (WeaviateClass other : checked(client.schema().getter().run()).getClasses()) {
            String name = other.getClassName();
            boolean ours = name.startsWith(prefix + "Passages_") || name.startsWith(prefix + "Pages_");
            if (ours && !name.equals(passages) && !name.equals(pages)) {
                checked(client.schema().classDeleter().withClassName(name).run());
            }
        }
    }

    @Override
    public Optional<String> finishedAt() {
        if (!exists(pages)) {
            return Optional.empty();
        }
        return finished(query("{ Get { " + finishedQuery() + " } }"));
    }

    private String finishedQuery() {
        return "finished: " + pages + "(where: {path: [\"page\"] operator: Equal valueText: " + text(FINISHED)
                + "}) { version }";
    }

    private static Optional<String> finished(JsonNode answer) {
        return Optional.of(answer.at("/finished/0/version").asText()).filter(time -> !time.isEmpty());
    }

    @Override
    public Candidates search(Query query) {
        String shown = "{ page title url place headings text _additional { distance score } }";
        String properties = FieldWeights.ALL.entrySet().stream()
                .map(field -> text(field.getKey() + "Terms^" + field.getValue()))
                .collect(Collectors.joining(", ", "[", "]"));
        String words =
                "bm25: {query: " + text(query.terms()) + " properties: " + properties + "} limit: " + query.limit();
        StringBuilder graph = new StringBuilder("{ Get { " + finishedQuery());
        graph.append(" near: ").append(passages).append("(nearVector: {vector: ");
        graph.append(Arrays.toString(query.vector())).append("} limit: ").append(query.limit());
        graph.append(") ").append(shown);
        graph.append(" nearPages: ").append(pages).append("(nearVector: {vector: ");
        graph.append(Arrays.toString(query.vector())).append("} limit: ").append(query.limit());
        graph.append(") { page _additional { distance } }");
        // Weaviate refuses a search for no words.
        if (!query.terms().isBlank()) {
            graph.append(" words: ")
                    .append(passages)
                    .append('(')
                    .append(words)
                    .append(") ")
                    .append(shown);
            graph.append(" whole: ").append(pages).append('(').append(words).append(") { page _additional { score } }");
        }
        JsonNode answer = query(graph.append(" } }").toString());
        if (finished(answer).isEmpty()) {
            throw missing();
        }
        List<Hit> near = new ArrayList<>();
        answer.path("near")
                .forEach(hit -> near.add(
                        new Hit(found(hit), 1 - hit.at("/_additional/distance").asDouble())));
        List<Hit> byTerms = new ArrayList<>();
        answer.path("words")
                .forEach(hit -> byTerms.add(
                        new Hit(found(hit), hit.at("/_additional/score").asDouble())));
        List<PageHit> whole = new ArrayList<>();
        answer.path("whole")
                .forEach(hit -> whole.add(new PageHit(
                        hit.path("page").asText(), hit.at("/_additional/score").asDouble())));
        List<PageHit> nearPages = new ArrayList<>();
        answer.path("nearPages")
                .forEach(hit -> nearPages.add(new PageHit(
                        hit.path("page").asText(),
                        1 - hit.at("/_additional/distance").asDouble())));
        return new Candidates(near, byTerms, nearPages, whole);
    }

    private static Found found(JsonNode hit) {
        return new Found(
                hit.path("page").asText(),
                hit.path("title").asText(),
                hit.path("url").asText(),
                hit.path("place").asInt(),
                IndexNames.headings(hit.path("headings").asText()),
                hit.path("text").asText());
    }

    private WeaviateObject object(IndexedPage page, Chunk chunk) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("page", page.pageId());
        properties.put("title", page.title());
        properties.put("url", page.url());
        properties.put("place", chunk.place());
        properties.put("headings", IndexNames.line(chunk.headings()));
        properties.put("text", chunk.text());
        addTerms(properties, chunk.terms());
        return WeaviateObject.builder()
                .className(passages)
                .id(id(page.pageId() + "#" + chunk.place()))
                .properties(properties)
                .vector(boxed(chunk.vector()))
                .build();
    }

    private static Float[] boxed(float[] vector) {
        Float[] boxed = new Float[vector.length];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = vector[i];
        }
        return boxed;
    }

    private WeaviateObject object(IndexedPage page) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("page", page.pageId());
        properties.put("version", page.version());
        addTerms(properties, page.terms());
        return WeaviateObject.builder()
                .className(pages)
                .id(id(page.pageId()))
                .properties(properties)
                .vector(boxed(page.vector()))
                .build();
    }

    private static void addTerms(Map<String, Object> properties, Terms terms) {
        properties.put("titleTerms", terms.title());
        properties.put("headingsTerms", terms.headings());
        properties.put("bodyTerms", terms.body());
    }

    /** The same object gets the same id, so that a part that is written again is not there twice. */
    private static String id(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private void add(List<WeaviateObject> objects) {
        for (int from = 0; from < objects.size(); from += IMPORTED_AT_ONCE) {
            List<WeaviateObject> part = objects.subList(from, Math.min(from + IMPORTED_AT_ONCE, objects.size()));
            ObjectGetResponse[] added = checked(client.batch()
                    // Its own retries are off: only Temporal retries.
                    .objectsBatcher(BatchRetriesConfig.defaultConfig()
                            .maxConnectionRetries(0)
                            .maxTimeoutRetries(0)
                            .build())
                    .withObjects(part.toArray(WeaviateObject[]::new))
                    .run());
            for (ObjectGetResponse object : added) {
                if (object.getResult() != null && object.getResult().getErrors() != null) {
                    throw new OutsideException(
                            FailureType.INDEX_UNAVAILABLE,
                            "Weaviate at " + url + " did not take an object: "
                                    + object.getResult().getErrors() + ".");
                }
            }
        }
    }

    private boolean exists(String collection) {
        return checked(client.schema().exists().withClassName(collection).run());
    }

    private void create() {
        List<Property> terms = List.of(
                property("titleTerms", "whitespace", true),
                property("headingsTerms", "whitespace", true),
                property("bodyTerms", "whitespace", true));
        create(pages, List.of(property("page", "field", false), property("version", "field", false)), terms);
        create(
                passages,
                List.of(
                        property("page", "field", false),
                        shown("title"),
                        shown("url"),
                        shown("headings"),
                        shown("text"),
                        Property.builder()
                                .name("place")
                                .dataType(List.of("int"))
                                .indexFilterable(false)
                                .build()),
                terms);
    }

    private void create(String name, List<Property> own, List<Property> terms) {
        if (exists(name)) {
            return;
        }
        List<Property> properties = new ArrayList<>(own);
        properties.addAll(terms);
        Result<Boolean> created = client.schema()
                .classCreator()
                .withClass(WeaviateClass.builder()
                        .className(name)
                        .description("Askdesk's index of the firm's wiki")
                        .vectorizer("none")
                        .vectorIndexConfig(
                                VectorIndexConfig.builder().distance("cosine").build())
                        // The terms come without stop words.
                        .invertedIndexConfig(InvertedIndexConfig.builder()
                                .stopwords(
                                        StopwordConfig.builder().preset("none").build())
                                .build())
                        .properties(properties)
                        .build())
                .run();
        // Another worker may have been faster.
        if (created.hasErrors() && !exists(name)) {
            checked(created);
        }
    }

    private static Property property(String name, String tokenization, boolean searchable) {
        return Property.builder()
                .name(name)
                .dataType(List.of("text"))
                .tokenization(tokenization)
                .indexFilterable(!searchable)
                .indexSearchable(searchable)
                .build();
    }

    private static Property shown(String name) {
        return Property.builder()
                .name(name)
                .dataType(List.of("text"))
                .indexFilterable(false)
                .indexSearchable(false)
                .build();
    }

    /** What is below {@code data.Get} of the answer. */
    private JsonNode query(String graph) {
        GraphQLResponse<?> response =
                checked(client.graphQL().raw().withQuery(graph).run());
        if (response.getErrors() != null && response.getErrors().length > 0) {
            String said = String.valueOf(response.getErrors()[0].getMessage());
            if (isOfNoSchema(said)) {
                throw missing();
            }
            throw new OutsideException(
                    FailureType.INDEX_UNAVAILABLE, "Weaviate at " + url + " cannot search: " + cut(said) + ".");
        }
        return JSON.valueToTree(response.getData()).path("Get");
    }

    /** How Weaviate says that it has no such collection, or none at all. */
    private static boolean isOfNoSchema(String said) {
        return said.contains("Cannot query field") || said.contains("no graphql provider present");
    }

    private OutsideException missing() {
        return new OutsideException(
                FailureType.INDEX_MISSING,
                "Weaviate at " + url + " has no whole index " + passages + ": it never had, or it has vanished.");
    }

    private <T> T checked(Result<T> result) {
        if (!result.hasErrors()) {
            return result.getResult();
        }
        int status = result.getError().getStatusCode();
        String said = result.getError().getMessages() == null
                ? ""
                : result.getError().getMessages().stream()
                        .map(WeaviateErrorMessage::getMessage)
                        .collect(Collectors.joining(" "));
        if (isOfNoSchema(said)) {
            throw missing();
        }
        boolean refused = status == 401 || status == 403 || status == 422;
        throw new OutsideException(
                refused ? FailureType.INDEX_REQUEST : FailureType.INDEX_UNAVAILABLE,
                "Weaviate at " + url + (status == 0 ? " cannot be reached: " : " answered HTTP " + status + ": ")
                        + cut(said) + ".");
    }

    private static String cut(String said) {
        String line = said.strip().replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 199) + "…";
    }

    /** As a string of GraphQL, whose escapes are those of JSON. */
    private static String text(String value) {
        return JSON.getNodeFactory().textNode(value).toString();
    }

    @Override
    public void close() {
        // The client keeps nothing open that would have to be closed.
    }
}
