package dev.askdesk.workflows.ask;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog decides by itself, without model or warehouse: called as local activities, since each takes
 * milliseconds and touches nothing outside the process.
 */
@ActivityInterface(namePrefix = "Screen")
public interface ScreenActivity {

    /** Finds the tables, columns and values that a question is about, and what is ambiguous in it. */
    @ActivityMethod
    Grounding ground(GroundRequest request);

    /** Admits an SQL statement, or says why not. */
    @ActivityMethod
    Admission guard(GuardRequest request);

    /** Mends a refused statement where one way to do it is certain, so that the model need not be asked again. */
    @ActivityMethod
    Mending mend(MendRequest request);

    /** Holds every number of an answer against the rows that it is meant to come from. */
    @ActivityMethod
    NumberCheck checkNumbers(NumberCheckRequest request);

    /**
     * @param history earlier exchanges of the conversation, oldest first
     * @param clarifications what was asked back and replied about this question, oldest first: {@code replyText} is the
     *     clarifying question, {@code userText} the person's reply to it
     */
    record GroundRequest(UserMessage message, List<Exchange> history, List<Exchange> clarifications) {}

    /**
     * @param userId whose permissions count
     * @param roles as of {@link UserMessage}
     */
    record GuardRequest(String sql, String userId, @Nullable List<String> roles) {}

    /**
     * @param sql the statement to run: row rules and the row limit added; {@code null} when not admitted
     * @param tables catalogued tables that it reads
     * @param filters conditions that it puts on the rows, as SQL
     * @param problem why it was not admitted; {@code null} when it was
     */
    record Admission(
            @Nullable String sql,
            List<String> tables,
            List<String> filters,
            @Nullable Problem problem) {
        public Admission {
            tables = List.copyOf(tables);
            filters = List.copyOf(filters);
            if ((sql == null) == (problem == null)) {
                throw new IllegalArgumentException("an admission has either SQL or a problem");
            }
        }
    }

    /**
     * @param problem why the statement was refused
     * @param userId whose permissions count
     * @param roles as of {@link UserMessage}
     * @param question what was asked, which tells whether a name that nothing has is the asker's own
     */
    record MendRequest(
            String sql,
            Problem problem,
            String userId,
            @Nullable String question,
            @Nullable List<String> roles) {}

    /**
     * @param sql the mended statement; {@code null} where the model has to say what it meant
     * @param notes what was done to its meaning, a sentence each
     * @param missing what the question asks for and the catalog has nothing of; {@code null} where that is not so
     */
    record Mending(
            @Nullable String sql,
            List<String> notes,
            @Nullable String missing) {
        public static final Mending NONE = new Mending(null, List.of(), null);

        public Mending {
            notes = List.copyOf(notes);
        }
    }

    /**
     * @param text the answer to check
     * @param question what was asked: its own numbers may be repeated
     * @param assumptions sentences whose numbers may be repeated
     * @param resultHandle where the rows are
     */
    record NumberCheckRequest(
            String text,
            String question,
            String sql,
            List<String> assumptions,
            String resultHandle,
            @Nullable Instant sentAt) {}

    /** @param unsupported numbers, as the answer writes them, that neither the rows nor the question have */
    record NumberCheck(List<String> unsupported) {
        public NumberCheck {
            unsupported = List.copyOf(unsupported);
        }
    }
}
