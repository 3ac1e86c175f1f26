package dev.askdesk.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.model.Budgets;
import dev.askdesk.adapters.model.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
    private static final String KEY = "sk-very-secret-0123456789";
    private static final String GOOD = """
            models:
              large:
                url: https://models.example.com/v1
                name: large-2025
                api_key_env: LARGE_KEY
                structure: tools
                timeout: 30s
                max_output_tokens: 500
                temperature: 0.1
                usd_per_million: {input: 0.5, output: 1.5}
              small: {kind: gguf, file: small.gguf}
              parser: {kind: offline}
            routes:
              understand: [large, small]
              interpret: [small]
              judge: [large]
            budgets:
              question: {tokens: 20000}
              user_day: {usd: 2}
              day: {tokens: 1000000, usd: 10}
            """;

    @TempDir
    Path home;

    private Models models(String yaml, Map<String, String> given) throws IOException {
        Files.writeString(home.resolve("models.yaml"), yaml);
        return models(given);
    }

    private Models models(Map<String, String> given) {
        Map<String, String> settings = new HashMap<>(given);
        settings.put("home", home.toString());
        return Models.of(
                Settings.read(settings, Map.of(), home, "jo"), variable -> "LARGE_KEY".equals(variable) ? KEY : null);
    }

    @Test
    void file_isReadInItsOrder() throws IOException {
        Models models = models(GOOD, Map.of());
        assertThat(models.name()).isEqualTo("large");
        assertThat(models.routes())
                .containsEntry("understand", List.of("large", "small"))
                .containsEntry("interpret", List.of("small"))
                .containsEntry("judge", List.of("large"));
        assertThat(models.shown()).extracting(Models.Shown::name).containsExactly("large", "small", "parser");
        assertThat(models.shown().get(0).price()).isEqualTo(new Price(0.5, 1.5));
        assertThat(models.shown().get(1).where())
                .isEqualTo(home.resolve("small.gguf").toString());
        assertThat(models.budgets().day()).isEqualTo(new Budgets.Limit(1_000_000, 10));
        assertThat(models.endpoint().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(models.endpoint().apiKey()).isEqualTo(KEY);
        assertThat(models.endpoint().toString()).doesNotContain(KEY);
    }

    @Test
    void withoutFile_settingsDecide() {
        assertThat(models(Map.of()).routes()).containsEntry("understand", List.of("offline"));
        assertThat(models(Map.of()).budgets()).isEqualTo(Budgets.NONE);
        Models named = models(Map.of("model", "openai", "model.name", "org/gpt", "model.api.key", "none"));
        assertThat(named.name()).isEqualTo("org/gpt");
        assertThat(named.endpoint().apiKey()).isNull();
    }

    @Test
    void modelNamedOnTheCommandLine_takesAllRoutes() throws IOException {
        Models one = models(GOOD, Map.of("model", "openai", "model.name", "large"));
        assertThat(one.routes())
                .containsOnlyKeys("understand", "interpret", "summarise", "answer")
                .allSatisfy((step, names) -> assertThat(names).containsExactly("large"));
        assertThat(one.endpoint().modelName()).isEqualTo("large-2025");
        assertThat(models(Map.of("model", "offline")).routes()).containsEntry("interpret", List.of("offline"));
        assertThat(models(Map.of("model", "gguf", "model.file", "/m/x.gguf")).name())
                .isEqualTo("x.gguf");
    }

    @Test
    void unknownModel_isOneLineWithThoseOfTheFile() throws IOException {
        Models models = models(GOOD, Map.of("model", "openai", "model.name", "huge"));
        assertThatThrownBy(models::endpoint)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("large, small, parser");
    }

    @Test
    void checks_sayWhatIsWrong_withoutTheKey() throws IOException {
        Models models = models(GOOD.replace("https://models.example.com/v1", "http://127.0.0.1:1/v1"), Map.of());
        assertThat(models.check("large").works()).isFalse();
        assertThat(models.check("large").text()).contains("127.0.0.1").doesNotContain(KEY);
        assertThat(models.check("small").text()).contains("There is no file", "small.gguf");
        assertThat(models.check("parser").sure()).isTrue();
        assertThat(models(GOOD.replace("LARGE_KEY", "OTHER_KEY"), Map.of())
                        .check("large")
                        .text())
                .contains("OTHER_KEY", "not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models:|there is no model",
                "models: {a: }|models.a",
                "models: [|not YAML",
                "models: {a: {kind: offline}, a: {kind: offline}}|twice",
                "models: {a: {kind: offline, colour: red}}|colour",
                "modles: {a: {kind: offline}}|modles",
                "models: {a: {kind: magic}}|models.a.kind",
                "models: {a: {api_key: sk-very-secret-0123456789, url: 'http://h/v1'}}|api_key_env",
                "models: {a: {api_key_env: sk-very-secret-0123456789, url: 'http://h/v1'}}|models.a.api_key_env",
                "models: {a: {url: 'http://u:sk-very-secret-0123456789@h/v1'}}|models.a.url",
                "models: {a: {temperature: sk-very-secret-0123456789, url: 'http://h/v1'}}|models.a.temperature",
                "models: {a: sk-very-secret-0123456789}|models.a",
                "models: {a: {url: ftp://h}}|models.a.url",
                "models: {a: {kind: openai}}|models.a.url",
                "models: {a: {kind: gguf}}|models.a.file",
                "models: {openai: {kind: offline}}|--model",
                "models: {offline: {url: 'http://h/v1'}}|--model",
                "models: {a: {url: 'http://h/v1', timeout: soon}}|models.a.timeout",
                "models: {a: {url: 'http://h/v1', timeout: 1h}}|models.a.timeout",
                "models: {a: {url: 'http://h/v1', temperature: 3}}|models.a.temperature",
                "models: {a: {url: 'http://h/v1', max_output_tokens: 1.5}}|max_output_tokens",
                "models: {a: {url: 'http://h/v1', max_output_tokens: 0}}|max_output_tokens",
                "models: {a: {url: 'http://h/v1', usd_per_million: {input: 1}}}|usd_per_million",
                "models: {a: {url: 'http://h/v1', usd_per_million: {input: -1, output: 1}}}|usd_per_million",
                "models: {a: {url: 'http://h/v1'}}\\nbudgets: {day: {usd: 1}}|usd_per_million",
                "models: {a: {kind: offline}}\\nroutes: {think: [a]}|routes.think",
                "models: {a: {kind: offline}}\\nroutes: {understand: [b]}|routes.understand",
                "models: {a: {kind: offline}}\\nroutes: {understand: }|routes.understand",
                "models: {a: {kind: offline}}\\nroutes: {understand: []}|routes.understand",
                "models: {a: {kind: offline}}\\nroutes: {understand: [a, a]}|twice",
                "models: {a: {kind: offline}}\\nroutes: {understand: [null]}|routes.understand",
                "models: {a: {kind: offline}}\\nbudgets: {week: {tokens: 1}}|budgets.week",
                "models: {a: {kind: offline}}\\nbudgets: {day: }|budgets.day",
                "models: {a: {kind: offline}}\\nbudgets: {day: {tokens: 0}}|budgets.day",
                "models: {a: {kind: offline}}\\nbudgets: {day: {usd: .nan}}|budgets.day"
            })
    void wrongFile_isOneLineWithFileAndKey_andQuotesNothing(String yaml, String part) {
        assertThatThrownBy(() -> models(yaml.replace("\\n", "\n"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("models.yaml")
                .hasMessageContaining(part)
                .message()
                .doesNotContain("\n", "very-secret", "dev.askdesk", "Exception");
    }
}
