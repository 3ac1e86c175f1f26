package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Grounding.Ambiguity;
import dev.askdesk.workflows.ask.Problem.Kind;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All activities of Ask, played by what the question's words say: {@link Words}. It keeps no state of its own beyond
 * the lists that tests read, so that a second process can go on where a killed one stopped.
 */
class ScriptedWorld
        implements ScreenActivity,
                UnderstandActivity,
                ExecuteActivity,
                InterpretActivity,
                ReplyActivity,
                FeedbackActivity {

    /** Words of a question and what they make happen. A question with none of them is answered. */
    static final class Words {
        /** The catalog knows three, until somebody has replied. */
        static final String AMBIGUOUS = "Adam";
        /** The model asks back until somebody has replied. */
        static final String UNCLEAR = "unclear";

        static final String ALWAYS_UNCLEAR = "always unclear";
        static final String DECLINED = "weather";
        static final String VERIFIED = "verified";
        /** The model's first statement names a column that is not there. */
        static final String WRONG_COLUMN = "wrong column";
        /** The engine fails the first statement while it runs. */
        static final String ENGINE_ERROR = "engine error";

        /** The model's statement is one that is refused until it is mended. */
        static final String MENDABLE = "mendable";

        /** No statement of the model is ever admitted. */
        static final String ALWAYS_WRONG = "always wrong";

        static final String NOT_PERMITTED = "secret";
        static final String NOBODY_SUCH = "nobody such";
        static final String NONSENSE = "nonsense";
        /** The wording states a number that the rows do not have, the first time or each time. */
        static final String MISCOUNTED = "miscounted";

        static final String MADE_UP = "made up";
        /** A step waits for {@link ScriptedWorld#gate}. */
        static final String SLOW_MODEL = "slow model";

        static final String SLOW_WAREHOUSE = "slow warehouse";
        static final String SLOW_WORDING = "slow wording";
        /** "model fails MODEL_RATE_LIMITED" fails so each time; with "once" after it, the first time only. */
        static final String MODEL_FAILS = "model fails ";

        /** Of a judgement's correction. */
        static final String SLOW_STORE = "slow store";

        static final String STORE_FAILS = "store fails ";
        static final String WAREHOUSE_FAILS = "warehouse fails ";
        static final String WORDING_FAILS = "wording fails ";
        static final String SCREEN_BREAKS = "screen breaks";

        /** A thing that a complete catalog would know. */
        static final String UNKNOWN = "churn";
        /** The first statement lacks what the question asks for. */
        static final String LEFT_OUT = "leave the date out";

        private Words() {}
    }

    static final Usage CALL = new Usage("scripted", 1, 100, 10, 0);

    /** Activities begun, as "step messageId", in order. */
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** The conversation that the model was shown with a message, by the message's id. */
    final Map<String, List<Exchange>> histories = new ConcurrentHashMap<>();
    /** Judgements stored, in order. */
    final List<RatedTurn> stored = new CopyOnWriteArrayList<>();

    /** Replies delivered, in order; none twice. */
    final List<PostRequest> posts = new CopyOnWriteArrayList<>();
    /** Each ends one delivery, after it wrote: the worst moment. */
    final Queue<FailureType> channelFailures = new ConcurrentLinkedQueue<>();
    /** What slow steps wait for. */
    final Semaphore gate = new Semaphore(0);

    @Override
    public Grounding ground(GroundRequest request) {
        String text = request.message().text();
        if (text.contains(Words.SCREEN_BREAKS)) {
            throw new IllegalStateException("the catalog is broken");
        }
        boolean settled = !request.clarifications().isEmpty();
        Ambiguity adams = text.contains(Words.AMBIGUOUS) && !settled
                ? new Ambiguity("Adam", List.of("Adam Stone", "Adam Hill"))
                : null;
        return new Grounding(
                List.of("investment"),
                "investment(amount)",
                List.of(),
                adams,
                text.contains(Words.VERIFIED) ? "SELECT 7" : null,
                List.of(),
                false,
                text.contains(Words.UNKNOWN) ? List.of(Words.UNKNOWN) : List.of(),
                null);
    }

    @Override
    public Admission guard(GuardRequest request) {
        if (request.sql().contains(Words.ALWAYS_WRONG) || request.sql().contains(Words.MENDABLE)) {
            return new Admission(null, List.of(), List.of(), Problem.of(Kind.SYNTAX, "That is no query."));
        }
        return request.sql().contains(Words.NOT_PERMITTED)
                ? new Admission(null, List.of(), List.of(), Problem.of(Kind.PERMISSION, "You may not see that."))
                : new Admission(request.sql() + " LIMIT 100", List.of("investment"), List.of(), null);
    }

    @Override
    public Mending mend(MendRequest request) {
        return request.sql().contains(Words.MENDABLE)
                ? new Mending(request.sql().replace(Words.MENDABLE, "mended"), List.of("It was mended."), null)
                : Mending.NONE;
    }

    @Override
    public NumberCheck checkNumbers(NumberCheckRequest request) {
        return new NumberCheck(request.text().contains("999") ? List.of("999") : List.of());
    }

    @Override
    public Understood understand(UnderstandRequest request) {
        begun("understand " + request.message().messageId());
        histories.put(request.message().messageId(), request.history());
        String text = request.message().text();
        failIfSaid(text, Words.MODEL_FAILS, "understand " + request.message().messageId());
        waitIfSaid(text, Words.SLOW_MODEL);
        boolean leftOut = text.contains(Words.LEFT_OUT) && request.attempts().isEmpty();
        return new Understood(
                decide(text, request), CALL, leftOut ? Problem.of(Kind.INCOMPLETE, "No condition on a date.") : null);
    }

    private static Decision decide(String text, UnderstandRequest request) {
        boolean asked = !request.clarifications().isEmpty();
        if (text.contains(Words.ALWAYS_UNCLEAR) || (text.contains(Words.UNCLEAR) && !asked)) {
            return new Decision.AskUser("Which year?", List.of("2022", "2023"));
        }
        if (text.contains(Words.DECLINED)) {
            return new Decision.Decline("The data knows no weather.");
        }
        if (text.contains(Words.NONSENSE)) {
            return new Decision.Unreadable(Problem.of(Kind.UNREADABLE_REPLY, "The model called no tool."));
        }
        int tries = request.attempts().size();
        List<String> parts = new ArrayList<>(List.of(request.message().messageId(), "try " + tries, text));
        request.clarifications().forEach(exchange -> parts.add(exchange.userText()));
        return new Decision.SqlQuery("SELECT '" + String.join(" / ", parts) + "'", List.of("in dollars"));
    }

    @Override
    public DryRun dryRun(DryRunRequest request) {
        boolean wrong = request.sql().contains(Words.WRONG_COLUMN) && isFirstTry(request.sql());
        return new DryRun(
                wrong ? new Problem(Kind.UNKNOWN_COLUMN, "No column amout.", List.of("amount")) : null, false);
    }

    @Override
    public Execution run(RunRequest request) {
        begun("run " + request.resultHandle());
        failIfSaid(request.sql(), Words.WAREHOUSE_FAILS, "run " + request.resultHandle());
        waitIfSaid(request.sql(), Words.SLOW_WAREHOUSE);
        if (request.sql().contains(Words.ENGINE_ERROR) && isFirstTry(request.sql())) {
            return execution(Problem.of(Kind.ENGINE, "Division by zero."));
        }
        if (request.sql().contains("many rows")) {
            return execution(null, 20);
        }
        return execution(
                request.sql().contains(Words.NOBODY_SUCH) ? Problem.of(Kind.UNKNOWN_VALUE, "No such value.") : null);
    }

    private static boolean isFirstTry(String sql) {
        return sql.contains("try 0");
    }

    private static Execution execution(@Nullable Problem problem) {
        return execution(problem, 1);
    }

    private static Execution execution(@Nullable Problem problem, int count) {
        Preview rows = new Preview(List.of("total"), List.of("number"), List.of(List.of("42")));
        return new Execution(problem, rows, count, false, "2025-12-31", "rows", null);
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        begun("interpret");
        failIfSaid(request.question(), Words.WORDING_FAILS, "interpret");
        waitIfSaid(request.question(), Words.SLOW_WORDING);
        boolean wrong = request.question().contains(Words.MADE_UP)
                || (request.question().contains(Words.MISCOUNTED)
                        && request.unsupported().isEmpty());
        return new Interpretation(wrong ? "It is 999." : "It is 42.", CALL);
    }

    @Override
    public Posted post(PostRequest request) {
        begun("post " + request.messageId());
        boolean delivered = deliver(request);
        FailureType failure = channelFailures.poll();
        if (failure != null) {
            throw ApplicationFailure.newFailure("The channel said nothing.", failure.name());
        }
        return new Posted(!delivered);
    }

    @Override
    public void store(RatedTurn rated) {
        begun("store");
        Feedback feedback = Objects.requireNonNull(rated.turn().feedback());
        String correction = Objects.requireNonNullElse(feedback.correction(), "");
        failIfSaid(correction, Words.STORE_FAILS, "store");
        waitIfSaid(correction, Words.SLOW_STORE);
        stored.add(rated);
    }

    /** Looks before it writes. */
    boolean deliver(PostRequest request) {
        boolean there = posts.stream()
                .anyMatch(post -> post.conversationId().equals(request.conversationId())
                        && post.messageId().equals(request.messageId()));
        return !there && posts.add(request);
    }

    void begun(String call) {
        calls.add(call);
    }

    /** How often an activity was begun. */
    long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    void waitIfSaid(String text, String words) {
        if (text.contains(words)) {
            try {
                if (!gate.tryAcquire(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody opened the gate");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void failIfSaid(String text, String words, String call) {
        int at = text.indexOf(words);
        if (at < 0) {
            return;
        }
        String[] said = text.substring(at + words.length()).split("\\W+");
        boolean once = said.length > 1 && said[1].equals("once");
        if (!once || count(call) == 1) {
            Optional<FailureType> type = Optional.ofNullable(FailureType.named(said[0]));
            throw ApplicationFailure.newFailure(
                    "It broke.", type.map(Enum::name).orElse(said[0]));
        }
    }
}
