package dev.askdesk.starters.cli;

import dev.askdesk.workers.Settings;
import dev.askdesk.workers.SettingsException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings that can be given on the command line; they win over environment and file. */
final class SetupOptions {
    @Option(
            names = "--database",
            paramLabel = "FILE_OR_URL",
            description = "A DuckDB file or jdbc:duckdb: URL; without it, the sample fund.")
    @Nullable
    String database;

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            description = "The database's catalog; without it, the one beside the database.")
    @Nullable
    String catalog;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "'offline', a GGUF file, the name of a model in models.yaml, or of one at the endpoint.")
    @Nullable
    String model;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any other setting, such as --set repairs=1; `askdesk config` lists them.")
    Map<String, String> set = new LinkedHashMap<>();

    /** @throws SettingsException a setting is unknown or cannot be parsed */
    Settings settings() {
        return settings(database, catalog, model, set);
    }

    /** @throws SettingsException a setting is unknown or cannot be parsed */
    static Settings settings(
            @Nullable String database, @Nullable String catalog, @Nullable String model, Map<String, String> set) {
        Map<String, String> given = new LinkedHashMap<>(set);
        if (database != null) {
            given.put("database", database);
        }
        if (catalog != null) {
            given.put("catalog", catalog);
        }
        if (model != null) {
            String kind = model.toLowerCase(Locale.ROOT);
            if (kind.endsWith(".gguf")) {
                given.put("model", "gguf");
                given.put("model.file", model);
                return Settings.read(given);
            }
            boolean isKind = kind.equals("offline") || kind.equals("openai");
            given.put("model", isKind ? kind : "openai");
            if (!isKind) {
                given.put("model.name", model);
            }
        }
        return Settings.read(given);
    }
}
