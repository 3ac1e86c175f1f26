package dev.askdesk.activities.evaluation;

import dev.askdesk.activities.evaluation.EvaluationRun.Arm;
import dev.askdesk.activities.evaluation.EvaluationRun.Planned;
import dev.askdesk.adapters.model.PlainAnalyst;
import dev.askdesk.adapters.model.PlainAnalyst.Failed;
import dev.askdesk.adapters.model.PlainAnalyst.Written;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.evaluation.CaseLines;
import dev.askdesk.evaluation.CaseResult;
import dev.askdesk.evaluation.EvalCase;
import dev.askdesk.workflows.evaluation.EvaluationActivity;
import dev.askdesk.workflows.wire.Usage;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the cases of one run, and measures them. */
public final class EvaluationActivityImpl implements EvaluationActivity {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EvaluationRun run;

    public EvaluationActivityImpl(EvaluationRun run) {
        this.run = run;
    }

    @Override
    public Page plan(PageRequest request) {
        Map<List<String>, CaseResult> measured = new HashMap<>();
        CaseLines.read(run.lines()).forEach(result -> measured.put(List.of(result.arm(), result.id()), result));
        List<Task> tasks = new ArrayList<>();
        for (Planned planned : run.page(request.from(), request.count())) {
            String id = Objects.requireNonNullElse(planned.asked().id(), "");
            CaseResult known = measured.get(List.of(planned.arm().name(), id));
            tasks.add(new Task(
                    planned.arm().name(),
                    id,
                    planned.asked().message(),
                    planned.arm()
                            .taskQueues()
                            .get(Objects.requireNonNullElse(planned.asked().database(), "")),
                    planned.arm().limits(),
                    known != null,
                    known != null && known.measures().right()));
        }
        return new Page(tasks, run.size());
    }

    @Override
    public Measured measure(MeasureRequest request) {
        Ending ending = Ending.of(request.turn(), request.failure(), request.millis(), request.workflowId());
        return written(request.arm(), request.caseId(), ending);
    }

    @Override
    public Measured plain(PlainRequest request) {
        CaseResult known = run.measured(request.arm(), request.caseId()).orElse(null);
        if (known != null) {
            return new Measured(known.measures().right());
        }
        EvalCase asked = run.caseOf(request.caseId());
        Arm arm = run.arm(request.arm());
        PlainAnalyst analyst =
                Objects.requireNonNull(arm.plain().get(Objects.requireNonNullElse(asked.database(), "")));
        return written(arm.name(), request.caseId(), asked(analyst, arm.tries(), asked, run.warehouse(asked)));
    }

    private Measured written(String arm, String caseId, Ending ending) {
        EvalCase asked = run.caseOf(caseId);
        @Nullable String url = ending.workflowId() == null ? null : run.webUrl().apply(ending.workflowId());
        CaseResult result = Judge.judge(arm, asked, ending, run.warehouse(asked), url);
        CaseLines.append(run.lines(), result);
        return new Measured(result.measures().right());
    }

    private static Ending asked(PlainAnalyst analyst, int tries, EvalCase asked, Warehouse warehouse) {
        long began = System.nanoTime();
        Usage usage = Usage.NONE;
        List<Failed> failed = new ArrayList<>();
        String sql = null;
        boolean ran = false;
        while (!ran && failed.size() < tries) {
            Written written = analyst.write(asked.message(), LocalDate.now(ZoneOffset.UTC), failed);
            usage = usage.plus(written.usage());
            sql = written.sql();
            String error = sql == null ? "There is no SQL in the reply." : error(warehouse, sql);
            ran = error == null;
            if (error != null) {
                failed.add(new Failed(Objects.requireNonNullElse(sql, ""), error));
            }
        }
        String reason = ran ? null : failed.get(failed.size() - 1).error();
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new Ending(
                ran ? "answer" : "failed", sql, null, reason, List.of(), 0, failed.size(), usage, millis, null);
    }

    private static @Nullable String error(Warehouse warehouse, String sql) {
        try {
            warehouse.query(sql, 1, PATIENCE);
            return null;
        } catch (StatementException refused) {
            // As the engine words it, with its own suggestions: what is easily had is the line to beat.
            Throwable engine = refused.getCause();
            String message = engine == null ? null : engine.getMessage();
            return message == null ? refused.problem().message() : message;
        }
    }
}
