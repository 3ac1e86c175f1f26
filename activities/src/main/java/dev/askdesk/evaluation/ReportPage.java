package dev.askdesk.evaluation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A report as one HTML file that needs nothing else and calls nobody: style, script, plots and cases are inside. What
 * people and models wrote is data to it: escaped, or set as text by the script. The page's policy lets no other script
 * run and nothing be loaded.
 */
public final class ReportPage {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="%s">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>%s</title>
            <style>%s</style>
            </head>
            <body>
            <header>
            <h1>%s</h1>
            <p>%s · %s · %d arm%s, %d results</p>
            <nav aria-label="Sections">%s</nav>
            </header>
            <main>
            %s
            </main>
            <script type="application/json" id="data">%s</script>
            <script>%s</script>
            </body>
            </html>
            """;

    private static final String CASES = """
            <noscript><p>The list of cases needs JavaScript; the same is in cases.jsonl.</p></noscript>
            <form id="filters" aria-label="Filter the cases">
            <label>Arm <select name="arm"></select></label>
            <label>Database <select name="database"></select></label>
            <label>Expected <select name="expected"></select></label>
            <label>Outcome <select name="outcome"></select></label>
            <label>Right <select name="right"></select></label>
            <label class="wide">Text <input name="text" type="search" placeholder="question, SQL, answer, case"></label>
            <button type="reset">All</button>
            </form>
            <p id="count" role="status"></p>
            <div class="scroll" tabindex="0" role="region" aria-label="Cases"><table id="results">
            <thead><tr></tr></thead><tbody></tbody></table></div>
            <button type="button" id="more" hidden>Show more</button>
            """;

    private ReportPage() {}

    /** The whole page. */
    public static String html(Report report) {
        String style = resource("report.css");
        String script = resource("report.js");
        String title = Html.text(report.title());
        StringBuilder nav = new StringBuilder();
        String body = body(report, nav);
        String page = PAGE.formatted(
                policy(style, script),
                title,
                style,
                title,
                Html.text(report.dataSet()),
                TIME.format(report.startedAt()),
                report.arms().size(),
                report.arms().size() == 1 ? "" : "s",
                report.arms().stream().mapToInt(arm -> arm.results().size()).sum(),
                nav,
                body,
                data(report),
                script);
        // Half a character, as a text that was cut can end in, could not be written to a file.
        return new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String body(Report report, StringBuilder nav) {
        ReportSections sections = new ReportSections(report);
        Charts charts = new Charts(report);
        StringBuilder body = new StringBuilder();
        section(body, nav, "Totals", charts.accuracy() + sections.summaries());
        section(body, nav, "Cost and time", charts.tokens() + charts.latency());
        section(body, nav, "Comparison", sections.wins() + sections.differences());
        section(body, nav, "Databases", sections.databases());
        section(body, nav, "Configuration", sections.configurations());
        section(body, nav, "Cases", CASES);
        return body.toString();
    }

    private static void section(StringBuilder body, StringBuilder nav, String title, String content) {
        if (content.isEmpty()) {
            return;
        }
        String id = title.toLowerCase(Locale.ROOT).replace(' ', '-');
        nav.append("<a href=\"#%s\">%s</a> ".formatted(id, title));
        body.append("<section id=\"%s\">\n<h2>%s</h2>\n%s</section>\n".formatted(id, title, content));
    }

    /** The cases as JSON in which nothing can end the element that it stands in. */
    private static String data(Report report) {
        ArrayNode cases = JSON.createArrayNode();
        report.arms().forEach(arm -> arm.results().forEach(each -> cases.add(CaseLines.flat(each))));
        return cases.toString().replace("<", "\\u003c");
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(hash(style), hash(script));
    }

    private static String hash(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(DigestUtils.sha256(text));
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + name + " on the class path; build the program again.");
            }
            // A browser hashes what it reads, in which a line ends with a line feed only.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
