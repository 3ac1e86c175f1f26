package dev.askdesk.workflows.ask;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog and the value dictionary know about a question before any model sees it.
 *
 * @param tables tables that the question needs, in order of relevance
 * @param schema those tables and columns as text for the model's prompt
 * @param values words of the question that name values of the data
 * @param ambiguity a word that names several values and that the conversation does not settle; {@code null} if none
 * @param verifiedSql SQL of a verified question that this one equals; {@code null} if none
 * @param examples verified questions that are like this one, nearest first
 * @param foreign whether the question speaks of nothing that the catalog knows
 * @param unknown things that it speaks of besides, and that a complete catalog would know; empty for other catalogs
 * @param period the one time of the calendar that it speaks of; {@code null} if none, several, or one that is open
 * @param withheld words of the question for what the data has and the asker may not see
 */
public record Grounding(
        List<String> tables,
        String schema,
        List<ValueMatch> values,
        @Nullable Ambiguity ambiguity,
        @Nullable String verifiedSql,
        List<Example> examples,
        boolean foreign,
        List<String> unknown,
        @Nullable Period period,
        List<String> withheld) {
    public Grounding {
        // Conversations of earlier versions have none of them.
        withheld = withheld == null ? List.of() : List.copyOf(withheld);
        examples = examples == null ? List.of() : List.copyOf(examples);
        unknown = unknown == null ? List.of() : List.copyOf(unknown);
        tables = List.copyOf(tables);
        values = List.copyOf(values);
    }

    /** Of an asker from whom nothing is withheld. */
    public Grounding(
            List<String> tables,
            String schema,
            List<ValueMatch> values,
            @Nullable Ambiguity ambiguity,
            @Nullable String verifiedSql,
            List<Example> examples,
            boolean foreign,
            List<String> unknown,
            @Nullable Period period) {
        this(tables, schema, values, ambiguity, verifiedSql, examples, foreign, unknown, period, List.of());
    }

    /** The same with what somebody may be told of verified questions, and what is withheld from them. */
    public Grounding with(@Nullable String verified, List<Example> others, List<String> kept) {
        // The data has what is withheld: it is neither unknown nor foreign.
        List<String> lacking = unknown.stream()
                .filter(word -> kept.stream().noneMatch(phrase -> phrase.contains(word)))
                .toList();
        boolean elsewhere = foreign && kept.isEmpty();
        return new Grounding(tables, schema, values, ambiguity, verified, others, elsewhere, lacking, period, kept);
    }

    /**
     * Days that a question speaks of.
     *
     * @param mention the words as the question has them
     * @param from first day; {@code null} where it is open to the past
     * @param to day after the last one; {@code null} where it is open to the future
     * @param label the same as a person would write it, such as "2025" or "Q2 2024"
     */
    public record Period(
            String mention,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            String label) {
        /** As a sentence goes on: "from 2025-01-01 to before 2026-01-01". */
        public String days() {
            return Stream.of(from == null ? "" : "from " + from, to == null ? "" : "to before " + to)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
        }
    }

    /** A question and the SQL that a person has checked. */
    public record Example(String question, String sql) {}

    /**
     * A word of the question that names a value.
     *
     * @param mention the words as the question has them
     * @param table table of the catalog
     * @param column column of that table
     * @param value the value as the data spells it
     * @param assumption why this value and not another, as a sentence; {@code null} where the match is plain
     */
    public record ValueMatch(
            String mention,
            String table,
            String column,
            String value,
            @Nullable String assumption) {}

    /**
     * A word that names several values.
     *
     * @param mention the words as the question has them
     * @param options the values, two or more, as a person would tell them apart
     */
    public record Ambiguity(String mention, List<String> options) {
        public Ambiguity {
            options = List.copyOf(options);
            if (options.size() < 2) {
                throw new IllegalArgumentException("what has fewer than two readings is not ambiguous: " + mention);
            }
        }
    }
}
