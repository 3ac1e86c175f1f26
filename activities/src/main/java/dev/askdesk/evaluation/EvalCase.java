package dev.askdesk.evaluation;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One case of a data set: a line of JSON. Only the question is always needed; what is left out is not measured.
 *
 * @param id unique in the data set; without one the line's number counts
 * @param database name of the database that is asked
 * @param question what is asked
 * @param instructions what the asker says besides, such as what an abbreviation means; {@code null} for nothing
 * @param sql reference SQL: several statements, in a list or separated by {@code ;}, are alternatives; {@code {a, b}}
 *     stands for any non-empty part of the list, {@code {}} for the same part again
 * @param ordered whether the rows' order matters; {@code null} to judge by the words of the question
 * @param answer reference answer for ROUGE
 * @param tables that a right query reads
 * @param columns that a right query reads, as {@code column} or {@code table.column}
 * @param strings that a right answer states
 * @param numbers that a right answer states
 * @param expect how the case must end; an answer unless said otherwise
 */
public record EvalCase(
        @Nullable String id,
        @Nullable @JsonAlias("db_name") String database,
        String question,
        @Nullable String instructions,

        @JsonAlias({"reference_sql", "query", "alternatives"})
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> sql,

        @Nullable Boolean ordered,
        @Nullable @JsonAlias("reference_answer") String answer,
        @JsonAlias("expected_tables") List<String> tables,
        @JsonAlias("expected_columns") List<String> columns,
        @JsonAlias("important_strings") List<String> strings,
        @JsonAlias("important_numbers") List<String> numbers,
        Expectation expect) {

    /** @throws IllegalArgumentException there is no question */
    public EvalCase {
        if (question == null || question.isBlank()) {
            throw new IllegalArgumentException("a case has no question");
        }
        sql = sql == null ? List.of() : List.copyOf(sql);
        tables = tables == null ? List.of() : List.copyOf(tables);
        columns = columns == null ? List.of() : List.copyOf(columns);
        strings = strings == null ? List.of() : List.copyOf(strings);
        numbers = numbers == null ? List.of() : List.copyOf(numbers);
        expect = expect == null ? Expectation.ANSWER : expect;
    }

    /** What Ask is told: the question, and what the asker says besides. */
    public String message() {
        return instructions == null || instructions.isBlank()
                ? question.strip()
                : question.strip() + "\n" + instructions.strip();
    }

    EvalCase named(String name) {
        return new EvalCase(
                Objects.requireNonNullElse(id, name),
                database,
                question,
                instructions,
                sql,
                ordered,
                answer,
                tables,
                columns,
                strings,
                numbers,
                expect);
    }
}
