package dev.askdesk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.evaluation.Report.Arm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that look at the page with a real browser run where {@code ASKDESK_TEST_BROWSER} is the path of a Chromium; it
 * opens files only.
 */
class ReportPageTest {
    private static final @Nullable String BROWSER = System.getenv("ASKDESK_TEST_BROWSER");

    private static final String HOSTILE =
            "</script><img src=x onerror=\"document.title='taken over'\"><script>document.title='taken over'</script>&'\"<!--";

    @TempDir
    private Path folder;

    @Test
    void page_showsTotalsChartsAndComparison() {
        String page = ReportPage.html(sample());
        assertThat(page)
                .contains("<h1>Sample fund</h1>", "62", "Tolerant execution accuracy", "McNemar p", "without repair")
                .contains("Difference to full over common cases", "By database");
        assertThat(count(page, "<svg ")).isEqualTo(3);
        assertThat(count(page, "<svg ")).isEqualTo(count(page, "</svg>"));
        assertThat(page).doesNotContain("NaN", "Infinity", "null<");
    }

    @Test
    void page_holdsEveryCaseAsData() throws IOException {
        JsonNode data = data(ReportPage.html(sample()));
        assertThat(data).hasSize(3 * 62);
        assertThat(data.get(0).get("id").asText()).isEqualTo("q01");
    }

    @Test
    void page_refersToNothingOutside() {
        String page = ReportPage.html(sample());
        String markup = page.replaceAll("(?s)<script type=\"application/json\".*?</script>", "");
        assertThat(markup).doesNotContainPattern("(?i)(src|srcset|action|poster|data)\\s*=\\s*[\"']?\\w");
        assertThat(markup)
                .doesNotContainPattern("(?i)https?://|@import|url\\(|<link|<iframe|<object|<embed|fetch\\(|XMLHttp");
        assertThat(markup).doesNotContainPattern("href=\"[^#]");
        assertThat(markup).contains("default-src 'none'").doesNotContain("unsafe-inline");
    }

    @Test
    void hostileText_isEscapedEverywhere() throws IOException {
        String page = ReportPage.html(hostile());
        assertThat(page).doesNotContain("<img", "onerror=\"", "<!--");
        assertThat(count(page, "<script")).isEqualTo(2);
        assertThat(count(page, "</script>")).isEqualTo(2);
        JsonNode last = data(page).get(0);
        assertThat(last.get("question").asText()).isEqualTo(HOSTILE);
        assertThat(last.get("rows").get(0).get(0).asText()).isEqualTo(HOSTILE);
    }

    @Test
    void textCutWithinACharacter_canStillBeWritten() throws IOException {
        CaseResult cut = SampleResults.result(
                "cut \ud83d", "arm \ud83d", Expectation.ANSWER, "answer", SampleResults.measures(true, 1));
        String page = ReportPage.html(
                new Report("Cut \ud83d", Instant.EPOCH, "set", List.of(Arm.of("arm \ud83d", Map.of(), List.of(cut)))));
        assertThat(Files.writeString(folder.resolve("cut.html"), page)).isNotEmptyFile();
    }

    @Test
    void browser_listsTheCases() throws Exception {
        String dom = rendered(sample(), "");
        assertThat(dom).contains("186 of 186 results").contains("<title>Sample fund</title>");
        assertThat(count(dom, "class=\"open\"")).isEqualTo(186);
    }

    @Test
    void browser_opensTheCaseOfTheAddress() throws Exception {
        String dom = rendered(sample(), "#case=q07");
        assertThat(dom).contains("3 of 186 results", "Reference SQL", "http://localhost:8233/namespaces/");
        assertThat(count(dom, "class=\"detail\"")).isEqualTo(3);
    }

    @Test
    void browser_showsHostileTextAsText() throws Exception {
        String dom = rendered(hostile(), "#case=hostile");
        assertThat(count(dom, "class=\"detail\"")).isEqualTo(1);
        assertThat(dom).doesNotContain("<img", "<title>taken over", "href=\"javascript");
        assertThat(dom).contains("&lt;/script&gt;&lt;img src=x");
    }

    @Test
    void table_alignsArms() {
        String table = ReportTable.text(sample());
        assertThat(table).contains("Right", "full", "without repair against full over 62 common cases");
        assertThat(table.lines().mapToInt(String::length).max().orElse(0)).isLessThan(200);
    }

    @Test
    void json_hasTotalsAndComparisons() throws IOException {
        JsonNode json = new JsonMapper().readTree(ReportJson.text(sample()));
        assertThat(json.at("/startedAt").asText()).isEqualTo("2024-06-30T09:15:00Z");
        assertThat(json.at("/arms/0/summary/figures/right/count").asInt()).isEqualTo(62);
        assertThat(json.at("/arms/0/summary/figures/right/low").asDouble()).isBetween(0.1, 1.0);
        assertThat(json.at("/arms/0/summary/databases/fund/figures/tokens/median")
                        .asDouble())
                .isPositive();
        assertThat(json.at("/comparisons/1/differences/right/p").isNumber()).isTrue();
        assertThat(json.at("/comparisons/0/mcNemarP").isNumber()).isTrue();
    }

    /** Three arms of 62 cases. */
    static Report sample() {
        return new Report(
                "Sample fund",
                Instant.parse("2024-06-30T09:15:00Z"),
                "fund-questions v3",
                List.of(
                        arm("full", 0.82, 2400, "on"),
                        arm("without repair", 0.7, 1900, "off"),
                        arm("without value dictionary", 0.55, 2100, "on")));
    }

    private static Arm arm(String name, double accuracy, int tokens, String repair) {
        return Arm.of(
                name, Map.of("model", "sample-7b", "repair", repair), SampleResults.arm(name, 62, accuracy, tokens));
    }

    private static Report hostile() {
        CaseResult result = new CaseResult(
                "hostile",
                HOSTILE,
                HOSTILE,
                HOSTILE,
                Expectation.ANSWER,
                "failed",
                HOSTILE,
                HOSTILE,
                HOSTILE,
                List.of(HOSTILE),
                List.of(Arrays.asList(HOSTILE, null)),
                HOSTILE,
                List.of(List.of(HOSTILE)),
                HOSTILE,
                HOSTILE,
                "javascript:document.title='taken over'",
                HOSTILE,
                SampleResults.measures(false, 1));
        CaseResult other = SampleResults.result(
                "' onclick=\"x", "two", Expectation.ANSWER, "answer", SampleResults.measures(true, 1));
        return new Report(
                HOSTILE,
                Instant.EPOCH,
                HOSTILE,
                List.of(
                        Arm.of(HOSTILE, Map.of(HOSTILE, HOSTILE), List.of(result)),
                        Arm.of(HOSTILE + 2, Map.of(), List.of(other))));
    }

    private static JsonNode data(String page) throws IOException {
        Matcher data = Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .matcher(page);
        assertThat(data.find()).isTrue();
        return new JsonMapper().readTree(data.group(1));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    /** The page as the browser has it after its script ran. */
    private String rendered(Report report, String fragment) throws Exception {
        assumeTrue(BROWSER != null, "ASKDESK_TEST_BROWSER is not set: no browser opens the page");
        Path page = Files.writeString(folder.resolve("report.html"), ReportPage.html(report));
        Path dom = folder.resolve("dom.html");
        Process browser = new ProcessBuilder(
                        BROWSER,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        page.toUri() + fragment)
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            browser.destroyForcibly();
        }
        // The list is in the DOM twice otherwise: as data and as rows.
        return Files.readString(dom, StandardCharsets.UTF_8)
                .replaceAll("(?s)<script type=\"application/json\".*?</script>", "");
    }
}
