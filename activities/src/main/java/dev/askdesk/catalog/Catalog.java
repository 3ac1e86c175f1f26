package dev.askdesk.catalog;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst knows about one database; written as YAML in snake_case, one file per database.
 *
 * @param name of the database, shown to people
 * @param description what the data is about, for people and the model
 * @param dialect {@code duckdb}, {@code databricks} or {@code postgresql}: what the SQL of the catalog is written in
 * @param currency what amounts are in, unless a column says otherwise; {@code null} where that means nothing
 * @param asOf query of one cell that gives the newest date of the data; {@code null} where the data has none
 * @param complete whether names, synonyms and descriptions cover everything that the data is about, so that a question
 *     about anything else can be declined before a model guesses; no draft is
 * @param tables the only tables that a query may read
 * @param joins the ways in which tables belong together
 * @param measures named figures
 * @param assumptions sentences that hold for every answer, for the model
 * @param verified questions whose SQL a person has checked
 * @param access who may see what; {@code null} gives everybody everything that is in the catalog
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Catalog(
        String name,
        String description,
        String dialect,
        @Nullable String currency,
        @Nullable String asOf,
        boolean complete,
        List<Table> tables,
        List<Join> joins,
        List<Measure> measures,
        List<String> assumptions,
        List<VerifiedQuestion> verified,
        @Nullable Access access) {

    public Catalog {
        tables = List.copyOf(tables);
        joins = List.copyOf(joins);
        measures = List.copyOf(measures);
        assumptions = List.copyOf(assumptions);
        verified = List.copyOf(verified);
    }

    /** The same with a part of its tables and columns. */
    public Catalog with(List<Table> some) {
        return new Catalog(
                name,
                description,
                dialect,
                currency,
                asOf,
                complete,
                some,
                joins,
                measures,
                assumptions,
                verified,
                access);
    }

    /** The table of the given name, in any case; a name without schema finds the one table that ends in it. */
    public Optional<Table> table(String tableName) {
        String wanted = tableName.toLowerCase(Locale.ROOT);
        for (Table table : tables) {
            if (table.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return Optional.of(table);
            }
        }
        List<Table> ending = tables.stream()
                .filter(table -> table.name().toLowerCase(Locale.ROOT).endsWith("." + wanted))
                .toList();
        return ending.size() == 1 ? Optional.of(ending.get(0)) : Optional.empty();
    }

    /**
     * @param name as SQL names it, with its schema where that is not the default one
     * @param description one row is what
     * @param synonyms what people call the rows, singular or plural
     * @param label column that names a row to people, such as a company's name; {@code null} where none does
     * @param date column that dates a row: what "in 2023" is held against; {@code null} where none does
     * @param caveats traps, a sentence each
     * @param defaultFilters conditions that hold unless the question says otherwise
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Table(
            String name,
            String description,
            List<String> synonyms,
            @Nullable String label,
            @Nullable String date,
            List<String> caveats,
            List<DefaultFilter> defaultFilters,
            List<Column> columns) {
        public Table {
            synonyms = List.copyOf(synonyms);
            caveats = List.copyOf(caveats);
            defaultFilters = List.copyOf(defaultFilters);
            columns = List.copyOf(columns);
        }

        /** The same with other columns. */
        public Table with(List<Column> others) {
            return new Table(name, description, synonyms, label, date, caveats, defaultFilters, others);
        }

        /** The column of the given name, in any case. */
        public Optional<Column> column(String columnName) {
            return columns.stream()
                    .filter(column -> column.name().equalsIgnoreCase(columnName))
                    .findFirst();
        }
    }

    /**
     * @param name as SQL names it
     * @param type the engine's type name
     * @param description what the value means; units
     * @param synonyms what people call it
     * @param key whether it is the primary key, or part of it
     * @param lookup how its values are found by the words of a question; {@code null} when they are not
     * @param values possible values of a short list, with what people call each; empty where there is no such list
     * @param unit of its numbers: a currency code, {@code percent}, {@code fraction}, {@code x} for multiples
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Column(
            String name,
            String type,
            String description,
            List<String> synonyms,
            boolean key,
            @Nullable Lookup lookup,
            Map<String, List<String>> values,
            @Nullable String unit) {
        public Column {
            synonyms = List.copyOf(synonyms);
            values = Map.copyOf(values);
        }

        /** The same with other values listed. */
        Column with(Map<String, List<String>> others) {
            return new Column(name, type, description, synonyms, key, lookup, others, unit);
        }
    }

    /**
     * @param prefer SQL condition on the column's table: where a mention names several values, those of rows that
     *     satisfy it win; {@code null} for no preference
     * @param assumption the preference as a sentence, for the evidence
     * @param means column of the same table that holds the name to use instead, where this column is an alias of it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Lookup(
            @Nullable String prefer,
            @Nullable String assumption,
            @Nullable String means) {}

    /**
     * A condition that holds unless the question says otherwise.
     *
     * @param sql the condition, with {@code {t}} for the table's alias
     * @param assumption the same as a sentence, for the evidence; blank where the asker may not be told of it
     * @param unless words of a question that lift it; besides them a condition on the table's date does, where
     *     {@code liftedByDate} says so
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record DefaultFilter(String sql, String assumption, List<String> unless, boolean liftedByDate) {
        public DefaultFilter {
            unless = List.copyOf(unless);
        }
    }

    /**
     * Many rows of one table belong to one row of another.
     *
     * @param many {@code table.column}, several columns separated by {@code ", "}
     * @param one the same of the other table, where those columns are unique
     * @param role what the one side is to the many side, where two tables are joined in several ways; words for it are
     *     separated by commas ("lead partner, led by")
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Join(String many, String one, @Nullable String role) {
        @JsonIgnore
        public String manyTable() {
            return tableOf(many);
        }

        @JsonIgnore
        public String oneTable() {
            return tableOf(one);
        }

        private static String tableOf(String columns) {
            String first = columns.split(",")[0].trim();
            return first.substring(0, first.lastIndexOf('.'));
        }
    }

    /**
     * A named figure.
     *
     * @param name what people call it
     * @param table the table whose rows it adds up
     * @param sql an aggregate over that table's columns, with {@code {t}} for its alias
     * @param filter condition that it implies, with {@code {t}}; {@code null} for none
     * @param unit as of a column
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Measure(
            String name,
            String description,
            List<String> synonyms,
            String table,
            String sql,
            @Nullable String filter,
            @Nullable String unit) {
        public Measure {
            synonyms = List.copyOf(synonyms);
        }
    }

    /** @param sql checked by a person against this database */
    public record VerifiedQuestion(String question, String sql) {}

    /**
     * Who may see what. A user in several roles sees what any of them allows; a user in none sees nothing.
     *
     * @param roles by name
     */
    public record Access(Map<String, Role> roles) {
        public Access {
            roles = Map.copyOf(roles);
        }
    }

    /**
     * @param users ids as the channel names them; {@code "*"} is everybody
     * @param hidden {@code table} or {@code table.column} that the role may not read
     * @param rows condition by table, with {@code {t}}: the role sees only rows that satisfy it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Role(List<String> users, List<String> hidden, Map<String, String> rows) {
        public Role {
            users = List.copyOf(users);
            hidden = List.copyOf(hidden);
            rows = Map.copyOf(rows);
        }
    }
}
