package dev.askdesk.learning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat for fine-tuning.
 *
 * @param kind {@code sql}, {@code answers} or {@code tickets}: the file that it goes into
 * @param keys examples that share one belong together, and are never on both sides of a split
 * @param question by whose words near-duplicates are known
 * @param system what the model is told first
 * @param user what it is asked
 * @param sql of the call that it is to make; {@code null} where it is to say something
 * @param reply what it is to say; {@code null} where it is to call
 * @param persons who is in it, though the texts may not say so where a name is looked for
 */
public record TrainingExample(
        String kind,
        List<String> keys,
        String question,
        String system,
        String user,
        @Nullable String sql,
        @Nullable String reply,
        List<String> persons) {
    public TrainingExample {
        keys = List.copyOf(keys);
        persons = List.copyOf(persons);
    }
}
