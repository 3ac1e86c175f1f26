package dev.askdesk.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An engine's SQL. Statements are checked and changed in one plain form, with {@code 'text'} and {@code "name"} by the
 * rules of standard SQL and without comments: {@link #read} brings a text into that form, {@link #write} out of it. What
 * an engine runs is always written from the checked form, so that it does not matter how it would have read the text.
 */
public enum Dialect {
    DUCKDB("duckdb", "duckdb", '"', "main"),
    DATABRICKS("databricks", "Databricks", '`', ""),
    POSTGRESQL("postgresql", "PostgreSQL", '"', "public");

    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String key;
    private final String told;
    private final char quote;
    private final String defaultSchema;

    Dialect(String key, String told, char quote, String defaultSchema) {
        this.key = key;
        this.told = told;
        this.quote = quote;
        this.defaultSchema = defaultSchema;
    }

    public static Optional<Dialect> find(String key) {
        return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
    }

    /** @throws IllegalArgumentException there is no such dialect */
    public static Dialect of(String key) {
        return find(key)
                .orElseThrow(() -> new IllegalArgumentException("unknown dialect \"" + key + "\"; write " + choices()));
    }

    /** The keys of all, as a sentence lists them. */
    public static String choices() {
        String all = Arrays.stream(values()).map(Dialect::key).collect(Collectors.joining(", "));
        return all.replaceFirst(", (?=[^,]*$)", " or ");
    }

    /** As catalogs and warehouses name it. */
    public String key() {
        return key;
    }

    /** As a model is told it. */
    public String told() {
        return told;
    }

    /** What a model that has read other engines' SQL gets wrong in this one; nothing where it mostly does not. */
    public List<String> rules() {
        return DialectTexts.RULES.getOrDefault(this, List.of());
    }

    /** The schema that names without one are in; empty where the connection decides. */
    public String defaultSchema() {
        return defaultSchema;
    }

    /**
     * Whether {@code "Name"} and {@code name} are two names. Statements are read with all names in lower case then, and
     * tables with other names are reached through a derived table that renames.
     */
    public boolean distinguishesCase() {
        return this == POSTGRESQL;
    }

    /** Whether a division of whole numbers drops what is behind the point. */
    public boolean truncatesDivision() {
        return this == POSTGRESQL;
    }

    /** Whether NULLs come last however rows are ordered, as in the results that people are shown. */
    public boolean ordersNullsLast() {
        return this == DUCKDB;
    }

    public String textType() {
        return this == DATABRICKS ? "STRING" : "VARCHAR";
    }

    /** A name of one part, in quotes. */
    public String quoted(String name) {
        String end = String.valueOf(quote);
        return end + name.replace(end, end + end) + end;
    }

    /** A name of one part, in quotes where it needs them. */
    public String plain(String name) {
        boolean folded = distinguishesCase() && !name.equals(name.toLowerCase(Locale.ROOT));
        return SIMPLE.matcher(name).matches() && !folded ? name : quoted(name);
    }

    /** A name with its schema and catalog, every part in quotes. */
    public String quotedParts(String fullName) {
        return Arrays.stream(fullName.split("\\.", -1)).map(this::quoted).collect(Collectors.joining("."));
    }

    /** A name with its schema and catalog, in quotes where a part needs them. */
    public String plainParts(String fullName) {
        return Arrays.stream(fullName.split("\\.", -1)).map(this::plain).collect(Collectors.joining("."));
    }

    /** A text as a literal. */
    public String text(String value) {
        if (this != DATABRICKS) {
            return "'" + value.replace("'", "''") + "'";
        }
        // '' is a quote to some runtimes and joins two texts to others; ${…} is replaced even within quotes.
        return "'"
                + value.replace("\\", "\\\\")
                        .replace("'", "\\'")
                        .replace("${", "$\\{")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "'";
    }

    /** The type of this engine that holds what a type of DuckDB does. */
    public String type(String ofDuckDb) {
        return DialectTexts.type(this, ofDuckDb);
    }

    /** The middle value of an aggregate's rows. */
    public String median(String argument) {
        return this == POSTGRESQL
                ? "percentile_cont(0.5) WITHIN GROUP (ORDER BY " + argument + ")"
                : "MEDIAN(" + argument + ")";
    }

    /**
     * A statement that somebody wrote for this engine in the form in which it is checked.
     *
     * @throws UnreadableText it could be read in different ways
     */
    public String read(String sql) {
        return switch (this) {
            case DUCKDB -> sql;
            case DATABRICKS -> new DatabricksReader(sql).read();
            case POSTGRESQL -> new PostgresReader(sql, true).read();
        };
    }

    /**
     * The same for a text that a catalog has, whose names are spelled as the database spells them.
     *
     * @throws UnreadableText it could be read in different ways
     */
    public String readExactly(String sql) {
        return this == POSTGRESQL ? new PostgresReader(sql, false).read() : read(sql);
    }

    /**
     * A statement, or a part of one, as the engine takes it.
     *
     * @param plain in the form in which it was checked
     * @throws UnreadableText it cannot be written so that the engine reads the same
     */
    public String write(String plain) {
        return this == DUCKDB ? plain : DialectWriter.write(this, plain);
    }
}
