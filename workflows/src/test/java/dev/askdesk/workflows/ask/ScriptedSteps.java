package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.Mending;
import dev.askdesk.workflows.ask.ScreenActivity.NumberCheckRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.wire.Usage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The world as a list of lines to each step: a step takes its next line, and once they are used up does what goes
 * well. Every call is written down, with the one thing about it that a test wants to see.
 */
final class ScriptedSteps implements Steps {
    static final String SQL = "SELECT sum(amount) FROM investment";
    static final Preview ROWS = new Preview(List.of("total"), List.of("number"), List.of(List.of("42")));
    static final Usage CALL = new Usage("fake", 1, 100, 10, 0);

    final List<String> calls = new ArrayList<>();
    final List<NumberCheckRequest> checked = new ArrayList<>();
    final List<InterpretRequest> interpreted = new ArrayList<>();

    private final Deque<Supplier<Grounding>> groundings = new ArrayDeque<>();
    private final Deque<Supplier<Decision>> decisions = new ArrayDeque<>();
    private final Deque<Supplier<Admission>> admissions = new ArrayDeque<>();
    private final Deque<Supplier<Mending>> mendings = new ArrayDeque<>();
    private final Deque<Supplier<Optional<Problem>>> dryRuns = new ArrayDeque<>();
    private final Deque<Supplier<Execution>> executions = new ArrayDeque<>();
    private final Deque<Supplier<String>> wordings = new ArrayDeque<>();
    private final Deque<Supplier<List<String>>> checks = new ArrayDeque<>();
    private final Deque<Supplier<Optional<UserMessage>>> replies = new ArrayDeque<>();
    private final Deque<Problem> omissions = new ArrayDeque<>();

    static UserMessage message(String id, String text) {
        return new UserMessage(id, "ann", text, Instant.parse("2026-03-01T09:00:00Z"));
    }

    static Grounding grounding(Grounding.@Nullable Ambiguity ambiguity, @Nullable String verifiedSql) {
        return new Grounding(
                List.of("investment"),
                "investment(amount)",
                List.of(),
                ambiguity,
                verifiedSql,
                List.of(),
                false,
                List.of(),
                null);
    }

    static Execution execution(@Nullable Problem problem) {
        return new Execution(problem, ROWS, 1, false, "2025-12-31", "rows", null);
    }

    ScriptedSteps grounds(Supplier<Grounding> line) {
        groundings.add(line);
        return this;
    }

    ScriptedSteps decides(Decision... lines) {
        for (Decision line : lines) {
            decisions.add(() -> line);
        }
        return this;
    }

    ScriptedSteps decides(Supplier<Decision> line) {
        decisions.add(line);
        return this;
    }

    ScriptedSteps admits(Supplier<Admission> line) {
        admissions.add(line);
        return this;
    }

    ScriptedSteps refuses(Problem problem) {
        return admits(() -> new Admission(null, List.of(), List.of(), problem));
    }

    ScriptedSteps mends(Mending line) {
        mendings.add(() -> line);
        return this;
    }

    ScriptedSteps plans(Supplier<Optional<Problem>> line) {
        dryRuns.add(line);
        return this;
    }

    ScriptedSteps runs(Supplier<Execution> line) {
        executions.add(line);
        return this;
    }

    ScriptedSteps words(Supplier<String> line) {
        wordings.add(line);
        return this;
    }

    ScriptedSteps omits(Problem problem) {
        omissions.add(problem);
        return this;
    }

    ScriptedSteps checks(Supplier<List<String>> line) {
        checks.add(line);
        return this;
    }

    ScriptedSteps hears(Supplier<Optional<UserMessage>> line) {
        replies.add(line);
        return this;
    }

    ScriptedSteps hears(String text) {
        return hears(() -> Optional.of(message("reply-" + text, text)));
    }

    @Override
    public Grounding ground(Question question) {
        return line(groundings, "ground", () -> grounding(null, null));
    }

    @Override
    public Understood understand(Question question, Grounding grounding, int variation) {
        Problem problem = question.lastProblem();
        String call = problem == null ? "understand" : "understand after " + problem.kind();
        Decision decision = line(decisions, call, () -> new Decision.SqlQuery(SQL, List.of()));
        return new Understood(decision, CALL, omissions.poll());
    }

    @Override
    public Admission guard(Question question, String sql) {
        return line(
                admissions,
                "guard",
                () -> new Admission(sql + " LIMIT 100", List.of("investment"), List.of("amount > 0"), null));
    }

    @Override
    public Mending mend(Question question, String sql, Problem problem) {
        return mendings.isEmpty() ? Mending.NONE : line(mendings, "mend", () -> Mending.NONE);
    }

    @Override
    public @Nullable Problem dryRun(Question question, String sql) {
        return line(dryRuns, "dryRun", Optional::<Problem>empty).orElse(null);
    }

    @Override
    public Execution run(Question question, String sql, String resultHandle) {
        return line(executions, "run " + resultHandle, () -> execution(null));
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        interpreted.add(request);
        return new Interpretation(line(wordings, "interpret", () -> "42 in all."), CALL);
    }

    @Override
    public List<String> unsupportedNumbers(NumberCheckRequest request) {
        checked.add(request);
        return line(checks, "check", List::of);
    }

    @Override
    public String resultHandle(Question question, int candidate) {
        return question.resultHandle("ask/c/1", candidate);
    }

    @Override
    public Optional<UserMessage> askBack(Question question, Reply.ClarifyingQuestion clarifyingQuestion) {
        return line(replies, "askBack " + clarifyingQuestion.text(), Optional::<UserMessage>empty);
    }

    private <T> T line(Deque<Supplier<T>> lines, String call, Supplier<T> otherwise) {
        calls.add(call);
        Supplier<T> next = lines.poll();
        return (next == null ? otherwise : next).get();
    }
}
