package dev.askdesk.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Catalogs as YAML files in snake_case. What a file leaves out is empty; what it has too much, or of the wrong kind,
 * is an error that names file, line and key.
 */
public final class CatalogFile {
    /** A catalog of 500 wide tables has about 5 MB; the parser's own limit of 3 MB would refuse it. */
    private static final int MAX_CHARACTERS = 64 * 1024 * 1024;

    private static final ObjectMapper YAML = mapper();

    private CatalogFile() {}

    /**
     * Reads a catalog and holds it against itself: every name that it uses is one that it defines.
     *
     * @throws CatalogException with one line that says where the catalog is wrong and what to do
     */
    public static Catalog read(Path file) {
        return read(file, null, CatalogFile::none);
    }

    /**
     * Reads a catalog for an engine that may be another one than the file names.
     *
     * @param dialect whose texts are wanted; {@code null} for the one that the file names
     * @param translations by the file's dialect and the wanted one, what translates a text that the file does not have
     *     in the wanted one; throws a {@link CatalogException} that goes on a sentence which names the text
     * @throws CatalogException with one line that says where the catalog is wrong and what to do
     */
    public static Catalog read(
            Path file, @Nullable String dialect, BiFunction<String, String, UnaryOperator<String>> translations) {
        try {
            return parse(Files.readString(file), file.toString(), dialect, translations);
        } catch (NoSuchFileException e) {
            throw new CatalogException(
                    "There is no catalog " + file
                            + "; name an existing file, or write one with `askdesk catalog draft`.",
                    e);
        } catch (CharacterCodingException e) {
            throw new CatalogException(file + " is not a text file in UTF-8; save the catalog as UTF-8.", e);
        } catch (IOException e) {
            throw new CatalogException(file + " cannot be read (" + reason(e) + "); check the path and its rights.", e);
        }
    }

    /**
     * Reads a catalog from the class path.
     *
     * @param name such as {@code /dev/askdesk/catalog/fund.yaml}
     * @throws CatalogException as {@link #read} does
     */
    public static Catalog readResource(String name) {
        return readResource(name, null, CatalogFile::none);
    }

    /** The same for an engine that may be another one than the file names. */
    public static Catalog readResource(
            String name, @Nullable String dialect, BiFunction<String, String, UnaryOperator<String>> translations) {
        ClassLoader loader = CatalogFile.class.getClassLoader();
        try (InputStream in =
                loader == null ? null : loader.getResourceAsStream(name.startsWith("/") ? name.substring(1) : name)) {
            if (in == null) {
                throw new CatalogException(
                        "There is no catalog " + name + " on the class path; build the program again.");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), name, dialect, translations);
        } catch (IOException e) {
            throw new CatalogException(name + " cannot be read (" + reason(e) + "); build the program again.", e);
        }
    }

    /** The catalog as a file has it; the same catalog always gives the same text. */
    public static String toYaml(Catalog catalog) {
        try {
            return YAML.writeValueAsString(catalog);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A catalog is always writable", e);
        }
    }

    /**
     * Writes a catalog: all of it, or nothing.
     *
     * @throws CatalogException where the file cannot be written; what was there before is left as it was
     */
    public static void write(Catalog catalog, Path file) {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        try {
            Path temporary = Files.createTempFile(folder == null ? target : folder, ".catalog-", ".yaml");
            try {
                Files.writeString(temporary, toYaml(catalog));
                moveInto(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new CatalogException(
                    file + " cannot be written (" + reason(e) + "); check the folder and its rights.", e);
        }
    }

    private static void moveInto(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Reads a catalog from text; {@code source} is what messages call it. */
    static Catalog parse(String text, String source) {
        return parse(text, source, null, CatalogFile::none);
    }

    private static UnaryOperator<String> none(String from, String to) {
        return UnaryOperator.identity();
    }

    private static Catalog parse(
            String text,
            String source,
            @Nullable String dialect,
            BiFunction<String, String, UnaryOperator<String>> translations) {
        Catalog catalog;
        try {
            SqlByDialect.Choice choice = SqlByDialect.Choice.of(dialectOf(text), dialect, translations);
            catalog = YAML.readerFor(Catalog.class)
                    .withAttribute(SqlByDialect.Choice.class, choice)
                    .readValue(text);
            if (catalog != null) {
                catalog = choice.applied(catalog);
            }
        } catch (JsonProcessingException e) {
            throw unreadable(e, text, source);
        }
        if (catalog == null) {
            throw new CatalogException(source + " is empty; write a catalog with `askdesk catalog draft`.");
        }
        List<CatalogRules.Flaw> flaws = CatalogRules.flaws(catalog);
        if (!flaws.isEmpty()) {
            CatalogRules.Flaw first = flaws.get(0);
            String others = flaws.size() == 1 ? "" : " (" + (flaws.size() - 1) + " more after this one)";
            int line = new YamlLines(YAML, text).lineOf(first.pointer());
            throw new CatalogException(source + ":" + line + ": " + keyOf(first.pointer()) + first.message() + others);
        }
        return catalog;
    }

    /** {@code /tables/3/label} as people write it: {@code tables[3].label: }. */
    private static String keyOf(String pointer) {
        String key = pointer.replaceAll("/(\\d+)", "[$1]").replace('/', '.');
        return key.isEmpty() ? "" : key.substring(1) + ": ";
    }

    /** The dialect that a file names, whatever else is in it; blank where it names none that can be read. */
    private static String dialectOf(String text) {
        try {
            return YAML.readTree(text).path("dialect").asText("");
        } catch (JsonProcessingException toldWithItsPlaceLater) {
            return "";
        }
    }

    private static CatalogException unreadable(JsonProcessingException e, String text, String source) {
        String where = source + ":" + lineOf(e, text) + ": ";
        if (e instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            List<String> names = known == null
                    ? List.of()
                    : known.stream().map(String::valueOf).toList();
            String advice = Nearest.advice(unknown.getPropertyName(), names);
            return new CatalogException(where + keyOf(pointer(unknown)) + "unknown key; " + advice, e);
        }
        if (e.getCause() instanceof CatalogException untranslated && e instanceof JsonMappingException mapping) {
            return new CatalogException(where + keyOf(pointer(mapping)) + untranslated.getMessage(), e);
        }
        if (e instanceof MismatchedInputException wrong) {
            Class<?> type = wrong.getTargetType();
            String wanted = type == null ? "something else" : kind(type);
            return new CatalogException(where + keyOf(pointer(wrong)) + "write " + wanted + " here", e);
        }
        MarkedYAMLException syntax = syntaxError(e);
        String problem = syntax == null || syntax.getProblem() == null ? e.getOriginalMessage() : syntax.getProblem();
        String first = problem.lines().findFirst().orElse("unreadable").trim();
        return new CatalogException(where + "not valid YAML: " + first + "; check indentation and quotes", e);
    }

    private static int lineOf(JsonProcessingException e, String text) {
        MarkedYAMLException syntax = syntaxError(e);
        if (syntax != null && syntax.getProblemMark() != null) {
            return syntax.getProblemMark().getLine() + 1;
        }
        // Where a value does not fit, the parser is already past it: its key is looked for.
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return new YamlLines(YAML, text).lineOf(pointer(mapping));
        }
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    private static @Nullable MarkedYAMLException syntaxError(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException syntax) {
                return syntax;
            }
        }
        return null;
    }

    private static String kind(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list (\"- …\" lines)";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return type == String.class ? "a single text" : "\"key: value\" lines";
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "/" + step.getIndex() : "/" + step.getFieldName())
                .collect(Collectors.joining());
    }

    private static String reason(IOException e) {
        return e.getClass()
                .getSimpleName()
                .replaceAll("(Exception|FileSystem)", "")
                .toLowerCase(Locale.ROOT);
    }

    private static ObjectMapper mapper() {
        LoaderOptions loading = new LoaderOptions();
        loading.setCodePointLimit(MAX_CHARACTERS);
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(loading)
                .stringQuotingChecker(new NumberLike())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build();
        YAMLMapper mapper = YAMLMapper.builder(factory)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
        mapper.configOverride(boolean.class)
                .setInclude(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.USE_DEFAULTS));
        JsonSetter.Value emptyWhereAbsent = JsonSetter.Value.construct(Nulls.AS_EMPTY, Nulls.DEFAULT);
        mapper.configOverride(List.class).setSetterInfo(emptyWhereAbsent.withContentNulls(Nulls.FAIL));
        mapper.configOverride(Map.class).setSetterInfo(emptyWhereAbsent.withContentNulls(Nulls.FAIL));
        for (Class<?> described :
                List.of(Catalog.class, Catalog.Table.class, Catalog.Column.class, Catalog.Measure.class)) {
            mapper.addMixIn(described, Lenient.class);
        }
        for (Class<?> written : List.of(
                Catalog.DefaultFilter.class,
                Catalog.Lookup.class,
                Catalog.VerifiedQuestion.class,
                Catalog.Role.class)) {
            mapper.addMixIn(written, Sql.class);
        }
        return mapper;
    }

    /** Quotes what a reader could take for a number, such as {@code .inf}, too. */
    private static final class NumberLike extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return super.needToQuoteValue(value) || (!value.isEmpty() && "+-.0123456789".indexOf(value.charAt(0)) >= 0);
        }
    }

    /** What may be left out besides lists: a description, and the synonyms of a value ({@code cash:}). */
    private interface Lenient extends Sql {
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        String description();

        @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.AS_EMPTY)
        Map<String, List<String>> values();
    }

    /** SQL texts, each of which may be there in several dialects. */
    private interface Sql {
        @JsonDeserialize(using = SqlByDialect.class)
        String sql();

        @JsonDeserialize(using = SqlByDialect.class)
        String filter();

        @JsonDeserialize(using = SqlByDialect.class)
        String prefer();

        @JsonDeserialize(using = SqlByDialect.class)
        String asOf();

        @JsonDeserialize(contentUsing = SqlByDialect.class)
        Map<String, String> rows();
    }
}
