package dev.askdesk.workers;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The text of every setting and where it comes from; the highest source wins: command line, environment, file. */
final class RawSettings {
    static final String FILE_NAME = "askdesk.properties";
    /** Variables that are read by the launcher or by tests, not here. */
    private static final String[] FOREIGN = {"ASKDESK_JAVA_OPTS", "ASKDESK_TEST_"};

    /** @param source for people: {@code command line}, the variable's name, the file's path, {@code default} */
    record Value(String text, String source) {}

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

    static RawSettings read(Map<String, String> commandLine, Map<String, String> environment, Path userHome) {
        RawSettings raw = new RawSettings();
        raw.take(commandLine, "command line");
        raw.takeEnvironment(environment);
        Path home = raw.home(userHome);
        raw.takeFile(home.resolve(FILE_NAME));
        for (Setting setting : Setting.values()) {
            raw.values.putIfAbsent(setting, new Value(setting.fallback(), "default"));
        }
        return raw;
    }

    Value get(Setting setting) {
        Value value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException(setting + " was not read");
        }
        return value;
    }

    private Path home(Path userHome) {
        Value value = values.get(Setting.HOME);
        String text = value == null || value.text().isBlank() ? Setting.HOME.fallback() : value.text();
        Path home = SettingValues.path(text, userHome);
        values.put(Setting.HOME, new Value(home.toString(), value == null ? "default" : value.source()));
        return home;
    }

    private void take(Map<String, String> given, String source) {
        given.forEach((key, text) -> {
            Setting setting = Setting.ofKey(key).orElseThrow(() -> unknown(key, source));
            put(setting, text, source);
        });
    }

    private void takeEnvironment(Map<String, String> environment) {
        environment.forEach((variable, text) -> {
            if (!variable.startsWith("ASKDESK_") || isForeign(variable)) {
                return;
            }
            Setting setting = Setting.ofVariable(variable).orElseThrow(() -> unknown(variable, "environment"));
            put(setting, text, variable);
        });
    }

    private void takeFile(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("Cannot read " + file + ": " + e.getMessage() + ".");
        }
        for (String key : properties.stringPropertyNames()) {
            Setting setting = Setting.ofKey(key).orElseThrow(() -> unknown(key, file.toString()));
            if (setting == Setting.HOME) {
                throw new SettingsException("'home' cannot be set in " + file + ": set ASKDESK_HOME instead.");
            }
            put(setting, properties.getProperty(key), file.toString());
        }
    }

    /** An empty variable counts as unset, which is how compose files and shells pass "nothing". */
    private void put(Setting setting, @Nullable String text, String source) {
        if (text != null && !text.isBlank()) {
            values.putIfAbsent(setting, new Value(text.trim(), source));
        }
    }

    private static boolean isForeign(String variable) {
        for (String prefix : FOREIGN) {
            if (variable.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static SettingsException unknown(String key, String source) {
        return new SettingsException(
                "Unknown setting '" + key + "' (" + source + "): `askdesk config` lists the settings.");
    }
}
