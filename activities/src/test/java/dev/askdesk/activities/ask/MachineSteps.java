package dev.askdesk.activities.ask;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.adapters.results.FileResultStore;
import dev.askdesk.adapters.warehouse.Query.Limits;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.governance.WarehouseBudget;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.sql.EmptyResult;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.workflows.ask.ExecuteActivity;
import dev.askdesk.workflows.ask.ExecuteActivity.DryRunRequest;
import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.ExecuteActivity.RunRequest;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.InterpretActivity;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Question;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.ScreenActivity;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import dev.askdesk.workflows.ask.ScreenActivity.GuardRequest;
import dev.askdesk.workflows.ask.ScreenActivity.MendRequest;
import dev.askdesk.workflows.ask.ScreenActivity.Mending;
import dev.askdesk.workflows.ask.ScreenActivity.NumberCheckRequest;
import dev.askdesk.workflows.ask.Steps;
import dev.askdesk.workflows.ask.UnderstandActivity;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.ask.UserMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The machine's steps on the real activities, called directly: what is tested is not the engine between them. */
final class MachineSteps implements Steps {
    private final ScreenActivity screen;
    private final UnderstandActivity understand;
    private final ExecuteActivity execute;
    private final InterpretActivity interpret;
    private Reply.@Nullable ClarifyingQuestion askedBack;

    private MachineSteps(
            ScreenActivity screen,
            UnderstandActivity understand,
            ExecuteActivity execute,
            InterpretActivity interpret) {
        this.screen = screen;
        this.understand = understand;
        this.execute = execute;
        this.interpret = interpret;
    }

    /** The real activities over a database, a catalog of it and a model; results are kept in the folder. */
    static MachineSteps on(Warehouse warehouse, Catalog catalog, Analyst analyst, Path folder) {
        ValueDictionary dictionary = ValueDictionary.build(catalog, warehouse);
        Grounder grounder = new Grounder(catalog, dictionary, 3_000);
        StatementMender mender = new StatementMender(catalog, grounder.joins(), dictionary);
        FileResultStore results = new FileResultStore(folder.resolve("results"));
        Views views = Views.same(new Views.View(grounder, mender, analyst, new EmptyResult(catalog, dictionary)));
        return new MachineSteps(
                new ScreenActivityImpl(views, new SqlGuard(catalog, 1_000), results),
                new UnderstandActivityImpl(views),
                new ExecuteActivityImpl(
                        warehouse,
                        catalog,
                        views,
                        results,
                        Limits.of(1_000, Duration.ofSeconds(20)),
                        new WarehouseBudget(folder.resolve("time"), null, Clock.systemUTC())),
                new InterpretActivityImpl(analyst));
    }

    Reply askedBack() {
        return askedBack;
    }

    @Override
    public Grounding ground(Question question) {
        return screen.ground(new GroundRequest(question.message(), question.history(), question.clarifications()));
    }

    @Override
    public Understood understand(Question question, Grounding grounding, int variation) {
        return outside(() -> understand.understand(new UnderstandRequest(
                question.message(),
                question.history(),
                question.clarifications(),
                grounding,
                question.attempts(),
                variation)));
    }

    @Override
    public Admission guard(Question question, String sql) {
        return screen.guard(new GuardRequest(sql, question.message().userId(), null));
    }

    @Override
    public Mending mend(Question question, String sql, Problem problem) {
        return screen.mend(new MendRequest(
                sql, problem, question.message().userId(), question.message().text(), null));
    }

    @Override
    public @Nullable Problem dryRun(Question question, String sql) {
        return outside(() ->
                        execute.dryRun(new DryRunRequest(sql, question.message().userId(), true)))
                .problem();
    }

    @Override
    public Execution run(Question question, String sql, String resultHandle) {
        return outside(() ->
                execute.run(new RunRequest(sql, resultHandle, question.message().userId(), null)));
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        return outside(() -> interpret.interpret(request));
    }

    @Override
    public List<String> unsupportedNumbers(NumberCheckRequest request) {
        return screen.checkNumbers(request).unsupported();
    }

    @Override
    public String resultHandle(Question question, int candidate) {
        return "test/" + question.message().messageId() + "/"
                + question.attempts().size() + "." + candidate;
    }

    @Override
    public Optional<UserMessage> askBack(Question question, Reply.ClarifyingQuestion clarifyingQuestion) {
        askedBack = clarifyingQuestion;
        return Optional.empty();
    }

    private static <T> T outside(Supplier<T> step) {
        try {
            return step.get();
        } catch (OutsideException failed) {
            throw new StepFailed(failed.type().name(), String.valueOf(failed.getMessage()), failed);
        }
    }
}
