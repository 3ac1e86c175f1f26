package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ExecuteActivity.DryRun;
import dev.askdesk.workflows.ask.ExecuteActivity.DryRunRequest;
import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.ExecuteActivity.RunRequest;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import dev.askdesk.workflows.ask.ScreenActivity.GuardRequest;
import dev.askdesk.workflows.ask.ScreenActivity.MendRequest;
import dev.askdesk.workflows.ask.ScreenActivity.Mending;
import dev.askdesk.workflows.ask.ScreenActivity.NumberCheckRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.wire.ActivityPolicies;
import dev.askdesk.workflows.wire.FailureType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The machine's steps as activities; only asking back is left to the conversation. */
abstract class ActivitySteps implements Steps {
    private final String conversationId;
    private final ScreenActivity screen = Workflow.newLocalActivityStub(ScreenActivity.class, ActivityPolicies.local());

    ActivitySteps(String conversationId) {
        this.conversationId = conversationId;
    }

    @Override
    public Grounding ground(Question question) {
        return taken(() ->
                screen.ground(new GroundRequest(question.message(), question.history(), question.clarifications())));
    }

    @Override
    public Understood understand(Question question, Grounding grounding, int variation) {
        Problem problem = question.lastProblem();
        String summary =
                problem == null ? "understand" : "repair " + question.attempts().size() + ": " + problem.kind();
        if (variation > 0) {
            summary = "candidate " + (variation + 1);
        }
        UnderstandActivity model = Workflow.newActivityStub(UnderstandActivity.class, ActivityPolicies.model(summary));
        return taken(() -> model.understand(new UnderstandRequest(
                question.message(),
                question.history(),
                question.clarifications(),
                grounding,
                question.attempts(),
                variation)));
    }

    @Override
    public Admission guard(Question question, String sql) {
        return taken(() -> screen.guard(new GuardRequest(
                sql, question.message().userId(), question.message().roles())));
    }

    @Override
    public Mending mend(Question question, String sql, Problem problem) {
        // Conversations that began before statements were mended go on without.
        if (Workflow.getVersion("mend", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return Mending.NONE;
        }
        return taken(() -> screen.mend(new MendRequest(
                sql,
                problem,
                question.message().userId(),
                question.inFull(),
                question.message().roles())));
    }

    @Override
    public @Nullable Problem dryRun(Question question, String sql) {
        String user = question.message().userId();
        ExecuteActivity warehouse =
                Workflow.newActivityStub(ExecuteActivity.class, ActivityPolicies.warehouse("dry run"));
        DryRun planned = taken(() -> warehouse.dryRun(new DryRunRequest(sql, user, false)));
        if (!planned.asleep()) {
            return planned.problem();
        }
        waking(question);
        ExecuteActivity patient = Workflow.newActivityStub(
                ExecuteActivity.class, ActivityPolicies.warehouse("dry run, once the warehouse is awake"));
        return taken(() -> patient.dryRun(new DryRunRequest(sql, user, true))).problem();
    }

    /** The warehouse is asleep: the next step takes minutes. */
    abstract void waking(Question question);

    @Override
    public Execution run(Question question, String sql, String resultHandle) {
        ExecuteActivity warehouse = Workflow.newActivityStub(ExecuteActivity.class, ActivityPolicies.warehouse("run"));
        return taken(() -> warehouse.run(new RunRequest(
                sql,
                resultHandle,
                question.message().userId(),
                question.message().roles())));
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        String summary = request.unsupported().isEmpty() ? "word the rows" : "word the rows again: wrong numbers";
        InterpretActivity model = Workflow.newActivityStub(InterpretActivity.class, ActivityPolicies.model(summary));
        return taken(() -> model.interpret(request));
    }

    @Override
    public List<String> unsupportedNumbers(NumberCheckRequest request) {
        return taken(() -> screen.checkNumbers(request)).unsupported();
    }

    @Override
    public String resultHandle(Question question, int candidate) {
        return question.resultHandle(conversationId, candidate);
    }

    private static <T> T taken(Supplier<T> step) {
        try {
            return step.get();
        } catch (ActivityFailure failure) {
            throw stepFailed(failure);
        } catch (CanceledFailure cancelled) {
            throw cancelled(cancelled);
        }
    }

    static StepFailed cancelled(@Nullable Throwable cause) {
        return new StepFailed(QuestionMachine.CANCELLED, "Cancelled, as asked.", cause);
    }

    /** What a person is told about a step that was given up. */
    static StepFailed stepFailed(ActivityFailure failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof CanceledFailure) {
            return cancelled(failure);
        }
        if (cause instanceof TimeoutFailure) {
            return new StepFailed(
                    "TIMEOUT", "The step " + failure.getActivityType() + " took too long and was given up.", failure);
        }
        if (cause instanceof ApplicationFailure application) {
            FailureType type = FailureType.named(application.getType());
            String said = application.getOriginalMessage();
            String message = said == null || said.isEmpty() ? application.getType() : said;
            return type == null
                    ? new StepFailed(
                            "INTERNAL", "The step " + failure.getActivityType() + " failed: " + message, failure)
                    : new StepFailed(type.name(), message + " " + type.advice(), failure);
        }
        return new StepFailed("INTERNAL", "The step " + failure.getActivityType() + " failed.", failure);
    }
}
