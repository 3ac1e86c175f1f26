package dev.askdesk.starters.cli;

import dev.askdesk.evaluation.CaseResult;
import dev.askdesk.evaluation.Report;
import dev.askdesk.evaluation.ReportJson;
import dev.askdesk.evaluation.ReportPage;
import dev.askdesk.evaluation.ReportTable;
import dev.askdesk.workers.EvaluationWorkers.ArmSetup;
import dev.askdesk.workers.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is printed and written when a run is over. */
final class EvalReport {
    private EvalReport() {}

    static Report of(EvalFolder folder, Path dataSet, List<ArmSetup> setups, List<CaseResult> results) {
        List<Report.Arm> arms = new ArrayList<>();
        for (ArmSetup setup : setups) {
            arms.add(Report.Arm.of(
                    setup.name(),
                    configuration(setup),
                    results.stream()
                            .filter(result -> result.arm().equals(setup.name()))
                            .toList()));
        }
        return new Report("Askdesk evaluation", folder.startedAt(), String.valueOf(dataSet.getFileName()), arms);
    }

    /** @return the files that were written */
    static List<Path> write(Terminal terminal, EvalFolder folder, Report report) {
        Path json = folder.folder().resolve("report.json");
        Path page = folder.folder().resolve("report.html");
        try {
            Files.writeString(json, ReportJson.text(report));
            Files.writeString(page, ReportPage.html(report));
        } catch (IOException e) {
            throw UserError.environment(
                    folder.folder() + " cannot be written (" + e.getMessage()
                            + "): make room and give the same command.",
                    e);
        }
        terminal.out().print(ReportTable.text(report));
        terminal.out().println();
        terminal.out().println("Cases: " + folder.cases() + "   Report: " + page + ", " + json);
        terminal.out().flush();
        return List.of(folder.cases(), json, page);
    }

    private static Map<String, String> configuration(ArmSetup setup) {
        Map<String, String> configuration = new TreeMap<>();
        configuration.put("machine", machine());
        configuration.put("way", setup.way().name().toLowerCase(Locale.ROOT));
        for (Settings.Shown setting : setup.settings().shown()) {
            if (!setting.value().isEmpty()) {
                configuration.put(setting.key(), setting.value());
            }
        }
        return configuration;
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, Java " + System.getProperty("java.version");
    }
}
