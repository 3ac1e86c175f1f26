package dev.askdesk.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.results.FileResultStore;
import dev.askdesk.adapters.results.S3ResultStore;
import dev.askdesk.adapters.results.S3Settings;
import dev.askdesk.workers.Settings.ModelKind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path home;

    private Settings read(Map<String, String> commandLine, Map<String, String> environment) {
        Map<String, String> withHome = new HashMap<>(environment);
        withHome.put("ASKDESK_HOME", home.toString());
        return Settings.read(commandLine, withHome, home.resolve("user"), "jo");
    }

    private void file(String text) throws IOException {
        Files.writeString(home.resolve("askdesk.properties"), text);
    }

    private String sourceOf(Settings settings, String key) {
        return settings.shown().stream()
                .filter(shown -> shown.key().equals(key))
                .findFirst()
                .orElseThrow()
                .source();
    }

    @Test
    void nothingSet_takesDefaults() {
        Settings settings = Settings.read(Map.of(), Map.of(), home, "jo");

        assertThat(settings.home()).isEqualTo(home.resolve(".askdesk"));
        assertThat(settings.database()).isNull();
        assertThat(settings.model().kind()).isEqualTo(ModelKind.OFFLINE);
        assertThat(settings.queries().rowLimit()).isEqualTo(1000);
        assertThat(settings.limits().clarificationWait()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.user()).isEqualTo("jo");
    }

    @Test
    void everySourceSet_highestWins() throws IOException {
        file("row.limit=10\nrepairs=1\nmodel.timeout=5s\n");
        Settings settings = read(Map.of("row-limit", "30"), Map.of("ASKDESK_ROW_LIMIT", "20", "ASKDESK_REPAIRS", "2"));

        assertThat(settings.queries().rowLimit()).isEqualTo(30);
        assertThat(settings.limits().repairs()).isEqualTo(2);
        assertThat(settings.model().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sourceOf(settings, "row.limit")).isEqualTo("command line");
        assertThat(sourceOf(settings, "repairs")).isEqualTo("ASKDESK_REPAIRS");
        assertThat(sourceOf(settings, "model.timeout")).endsWith("askdesk.properties");
        assertThat(sourceOf(settings, "idle")).isEqualTo("default");
    }

    @Test
    void callOfSlackThatMayOutlastATry_isRefused() {
        assertThat(read(Map.of("slack.timeout", "20s"), Map.of()).slack().timeout())
                .isEqualTo(Duration.ofSeconds(20));
        assertThatThrownBy(() -> read(Map.of("slack.timeout", "21s"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("at most 20s");
    }

    @Test
    void emptyVariable_countsAsUnset() {
        assertThat(read(Map.of(), Map.of("ASKDESK_MODEL", "")).model().kind()).isEqualTo(ModelKind.OFFLINE);
    }

    @Test
    void unknownKeyInFile_isOneLineWithTheFile() throws IOException {
        file("row.limits=10\n");
        assertThatThrownBy(() -> read(Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'row.limits'")
                .hasMessageContaining("askdesk.properties")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void unknownVariable_isRefused_butTheLaunchersAreNot() {
        assertThat(read(Map.of(), Map.of("ASKDESK_JAVA_OPTS", "-Xmx1g", "ASKDESK_TEST_X", "1"))
                        .home())
                .isEqualTo(home);
        assertThatThrownBy(() -> read(Map.of(), Map.of("ASKDESK_MODLE", "x"))).hasMessageContaining("ASKDESK_MODLE");
    }

    @Test
    void unparsableValues_nameSettingSourceAndWhatIsExpected() {
        assertThatThrownBy(() -> read(Map.of(), Map.of("ASKDESK_ROW_LIMIT", "many")))
                .hasMessage("Setting row.limit is 'many' (ASKDESK_ROW_LIMIT), "
                        + "but must be a whole number from 1 to 100000.");
        assertThatThrownBy(() -> read(Map.of("model.timeout", "soon"), Map.of()))
                .hasMessageContaining("30s");
        assertThatThrownBy(() -> read(Map.of("model.timeout", "0s"), Map.of())).hasMessageContaining("duration");
        assertThatThrownBy(() -> read(Map.of("model.temperature", "NaN"), Map.of()))
                .hasMessageContaining("0.0 to 2.0");
        assertThatThrownBy(() -> read(Map.of("model", "gpt"), Map.of())).hasMessageContaining("offline, openai");
        assertThatThrownBy(() -> read(Map.of("model.url", "ftp://x"), Map.of())).hasMessageContaining("http");
    }

    @Test
    void durations_areReadInEveryUnit() {
        assertThat(read(Map.of("idle", "90m"), Map.of()).limits().idle()).isEqualTo(Duration.ofMinutes(90));
        assertThat(read(Map.of("idle", "250ms"), Map.of()).limits().idle()).isEqualTo(Duration.ofMillis(250));
        assertThat(read(Map.of("idle", "PT2H"), Map.of()).limits().idle()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void secret_isNeverShown() {
        Settings settings = read(Map.of(), Map.of("ASKDESK_MODEL_API_KEY", "sk-very-secret"));

        assertThat(settings.toString()).doesNotContain("sk-very-secret");
        assertThat(settings.shown()).noneMatch(shown -> shown.value().contains("secret"));
        assertThat(settings.model().apiKey()).isEqualTo(new Secret("sk-very-secret"));
    }

    @Test
    void openAiWithoutNameOrKey_saysWhatIsMissing() {
        assertThat(read(Map.of("model", "openai"), Map.of()).model().missing()).contains("ASKDESK_MODEL_NAME");
        assertThat(read(Map.of("model", "openai", "model.name", "m"), Map.of())
                        .model()
                        .missing())
                .contains("ASKDESK_MODEL_API_KEY");
        assertThat(read(Map.of("model", "openai", "model.name", "m", "model.api.key", "none"), Map.of())
                        .model()
                        .missing())
                .isNull();
    }

    @Test
    void results_areInTheHome_aFolder_orABucket() {
        assertThat(read(Map.of(), Map.of()).results()).isEqualTo(new ResultsSettings(home.resolve("results"), null));
        assertThat(read(Map.of("results", home + "/rows"), Map.of()).results())
                .isEqualTo(new ResultsSettings(home.resolve("rows"), null));
        assertThat(read(Map.of("results", "s3://firm-results"), Map.of()).results())
                .isEqualTo(new ResultsSettings(
                        home.resolve("results"), new S3Settings("firm-results", "", null, null, null)));
        Map<String, String> set = Map.of(
                "ASKDESK_RESULTS", "s3://firm/desk/ask/",
                "ASKDESK_RESULTS_S3_ENDPOINT", "https://s3.firm.example/",
                "ASKDESK_RESULTS_S3_REGION", "eu-central-1",
                "ASKDESK_RESULTS_S3_KEY_ID", "key-of-mine",
                "ASKDESK_RESULTS_S3_SECRET_KEY", "hidden-of-mine");
        Settings settings = read(Map.of(), set);
        assertThat(settings.results().bucket())
                .isEqualTo(new S3Settings(
                        "firm",
                        "desk/ask",
                        URI.create("https://s3.firm.example"),
                        "eu-central-1",
                        new S3Settings.Keys("key-of-mine", "hidden-of-mine")));
        assertThat(settings.toString()).doesNotContain("of-mine");
        assertThat(Results.open(settings)).isInstanceOf(S3ResultStore.class);
        assertThat(Results.open(read(Map.of(), Map.of()))).isInstanceOf(FileResultStore.class);
    }

    @Test
    void resultsThatCannotBe_areOneLineWithoutSecrets() {
        for (String wrong : List.of(
                "s3://",
                "s3:///x",
                "s3:/bucket",
                "s3://b",
                "gs://bucket",
                "https://host/x",
                "s3://bu cket",
                "s3://bucket/../up",
                "s3://bucket/a//b",
                "s3://bucket/a/./b",
                "s3://bucket//a",
                "s3://bucket/a?b")) {
            assertThatThrownBy(() -> read(Map.of("results", wrong), Map.of()))
                    .as(wrong)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("s3://bucket/prefix");
        }
        assertThatThrownBy(() -> read(Map.of("results", "s3://bucket", "results.s3.secret.key", "hidden"), Map.of()))
                .hasMessageContaining("ASKDESK_RESULTS_S3_KEY_ID")
                .message()
                .doesNotContain("hidden");
        assertThatThrownBy(() -> read(Map.of("results", "s3://bucket", "results.s3.region", "EU West"), Map.of()))
                .hasMessageContaining("eu-central-1");
    }

    @Test
    void homeWithTilde_isTheUsersHome() {
        assertThat(Settings.read(Map.of("home", "~/x"), Map.of(), home, "jo").home())
                .isEqualTo(home.resolve("x"));
    }
}
