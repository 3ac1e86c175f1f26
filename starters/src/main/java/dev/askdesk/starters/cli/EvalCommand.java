package dev.askdesk.starters.cli;

import dev.askdesk.evaluation.CaseLines;
import dev.askdesk.evaluation.DataSet;
import dev.askdesk.evaluation.EvalCase;
import dev.askdesk.evaluation.Report;
import dev.askdesk.workers.DatabaseFiles;
import dev.askdesk.workers.EvaluationWorkers;
import dev.askdesk.workers.EvaluationWorkers.ArmSetup;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.evaluation.Evaluation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk eval}. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Puts a data set of questions to Ask and measures how good the answers are.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every case is measured, whatever came of it",
            "1:the data set, a database or the model is missing or unreachable",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk eval cases.jsonl --databases databases --out results --model qwen2.5-coder",
            "  askdesk eval cases.jsonl --databases databases --out results --model qwen2.5-coder --against plain,sampled",
            "  askdesk eval cases.jsonl --databases databases --out results --model small --model large",
            "  askdesk eval cases.jsonl --databases databases --out plain --model small --plain",
            "%nA case is a line of JSON: id, database, question, instructions, sql (alternatives in a list or separated by ;),",
            "ordered, answer, tables, columns, strings, numbers, expect (answer, decline or clarify); only the question is",
            "needed. NAME.duckdb is looked for in the folder, NAME.yaml beside it; without a database, the sample fund is asked.",
            "A run that was broken off goes on where it was when the same command is given again."
        })
final class EvalCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "CASES", description = "The data set, a JSONL file.")
    Path file;

    @Option(
            names = "--databases",
            paramLabel = "DIR",
            description = "Folder of the databases; by default the data set's.")
    @Nullable
    Path databases;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for cases.jsonl and the reports.")
    Path out;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "As for ask; given several times, the models are compared with the first.")
    List<String> models = new ArrayList<>();

    @Option(
            names = "--plain",
            paramLabel = "FORM",
            arity = "0..1",
            fallbackValue = "plain",
            description = "Ask the model in the simplest way instead: all tables and the question, one try. "
                    + "--plain=sampled shows it values of the columns and its errors.")
    @Nullable
    String plain;

    @Option(
            names = "--against",
            paramLabel = "FORM",
            split = ",",
            description = "Besides, ask the first model in these ways: plain, sampled.")
    List<String> against = new ArrayList<>();

    @Option(
            names = "--ablate",
            paramLabel = "INGREDIENT",
            arity = "0..1",
            fallbackValue = EvalArms.ALL,
            split = ",",
            description = "Besides, run Ask without each of its ingredients, and print what each is worth; "
                    + "--ablate=selection,values leaves out only those.")
    List<String> ablate = new ArrayList<>();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "2",
            description = "Cases in work at once; by default 2.")
    int parallel;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N cases.")
    @Nullable
    Integer limit;

    @Option(
            names = "--mlflow",
            paramLabel = "URL",
            description = "Put the run into this MLflow server; credentials are its own variables, MLFLOW_TRACKING_….")
    @Nullable
    URI mlflow;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            defaultValue = "askdesk",
            description = "Its experiment there; on Databricks a path, such as /Shared/askdesk.")
    String experiment;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any setting, such as --set repairs=1.")
    Map<String, String> set = new LinkedHashMap<>();

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() throws IOException {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        if (parallel < 1 || parallel > 64) {
            throw UserError.usage("--parallel is " + parallel + ", but must be from 1 to 64.");
        }
        List<EvalCase> cases = cases();
        List<ArmSetup> arms = EvalArms.of(models, plain, against, ablate, set);
        EvalFolder folder = EvalFolder.open(out, file, cases, arms);
        Settings settings = arms.get(0).settings();
        Map<String, DatabaseFiles> files = files(cases, settings);
        try (Connection connection = Connection.toServer(settings, server);
                EvaluationWorkers workers = EvaluationWorkers.start(
                        connection.client(),
                        folder.runId(),
                        cases,
                        arms,
                        files,
                        folder.cases(),
                        id -> connection.webUrl(settings.webUi(), id))) {
            Objects.requireNonNull(workers);
            EvalProgress progress = new EvalProgress(terminal, cases.size() * arms.size());
            progress.await(connection.client(), Evaluation.start(folder.runId(), parallel));
        }
        Report report = EvalReport.of(folder, file, arms, CaseLines.read(folder.cases()));
        List<Path> written = EvalReport.write(terminal, folder, report);
        if (mlflow != null) {
            EvalTracking.track(mlflow, experiment, folder, report, written)
                    .forEach(line -> terminal.out().println(line));
            terminal.out().flush();
        }
        return ExitCodes.OK;
    }

    private List<EvalCase> cases() throws IOException {
        List<EvalCase> cases;
        try {
            cases = DataSet.read(file);
        } catch (NoSuchFileException e) {
            throw UserError.environment("There is no data set " + file + ".", e);
        } catch (IllegalArgumentException wrong) {
            throw UserError.environment(String.valueOf(wrong.getMessage()), wrong);
        }
        if (cases.isEmpty()) {
            throw UserError.environment(file + " has no cases: write one a line, such as {\"question\": \"…\"}.", null);
        }
        return limit == null ? cases : cases.subList(0, Math.min(limit, cases.size()));
    }

    /** By the name that the cases give; the empty name is the sample fund's. */
    private Map<String, DatabaseFiles> files(List<EvalCase> cases, Settings settings) {
        Path folder = databases == null ? file.toAbsolutePath().resolveSibling("") : databases;
        Map<String, DatabaseFiles> files = new LinkedHashMap<>();
        for (EvalCase asked : cases) {
            String name = Objects.requireNonNullElse(asked.database(), "");
            if (!files.containsKey(name)) {
                files.put(
                        name,
                        name.isEmpty()
                                ? DatabaseFiles.SAMPLE
                                : DatabaseFiles.find(folder, name, out.resolve("catalogs"), settings));
            }
        }
        return files;
    }
}
