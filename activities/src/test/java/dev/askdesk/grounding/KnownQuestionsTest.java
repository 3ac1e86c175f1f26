package dev.askdesk.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.workflows.ask.Grounding.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownQuestionsTest {
    private static final VerifiedQuestion INVESTED =
            new VerifiedQuestion("How much have we invested in Databricks?", "SELECT 1");

    private List<VerifiedQuestion> accepted = List.of(INVESTED);

    private final KnownQuestions known = new KnownQuestions(
            () -> accepted,
            List.of(new VerifiedQuestion("How many funds are there?", "SELECT 2")),
            question ->
                    Stream.of("Databricks", "Stripe").filter(question::contains).toList());

    @Test
    void sameQuestionInOtherWords_isNotTheSame() {
        assertThat(known.sql("how much have we INVESTED in databricks")).isEqualTo("SELECT 1");
        assertThat(known.sql("How much have we invested in Stripe?")).isNull();
        assertThat(known.sql("How many funds are there?")).isEqualTo("SELECT 2");
    }

    @Test
    void acceptedQuestion_winsOverTheCatalogs_asSoonAsItIsThere() {
        accepted = List.of(new VerifiedQuestion("How many funds are there", "SELECT 3"));

        assertThat(known.sql("How many funds are there?")).isEqualTo("SELECT 3");
        assertThat(known.sql(INVESTED.question())).isNull();
    }

    /** With many questions, a rare value would outweigh all the words that two questions share. */
    @Test
    void questionAboutAnotherValue_isAlike_amongMany() {
        List<VerifiedQuestion> many = new ArrayList<>(List.of(INVESTED));
        IntStream.range(0, 2_000)
                .forEach(i ->
                        many.add(new VerifiedQuestion("How much did we pay for thing" + i + " in total?", "SELECT")));
        accepted = many;

        assertThat(known.like("How much have we invested in Stripe?", List.of("Stripe"), 2))
                .startsWith(new Example(INVESTED.question(), INVESTED.sql()));
    }

    @Test
    void questionAboutSomethingElse_hasNoExample() {
        assertThat(known.like("Who sits on the board of Stripe?", List.of("Stripe"), 2))
                .isEmpty();
        assertThat(known.like("", List.of(), 2)).isEmpty();
    }
}
