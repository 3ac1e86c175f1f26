package dev.askdesk.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SlackCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void manifest_isPrinted() {
        assertThat(run("slack", "manifest")).isZero();
        assertThat(out.toString()).startsWith("display_information:").contains("socket_mode_enabled: true");
    }

    @Test
    void manifestForHttp_hasTheAddress() {
        assertThat(run("slack", "manifest", "--http", "https://a.example")).isZero();
        assertThat(out.toString()).contains("request_url: https://a.example/slack/events");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "slack manifest --http ftp://a",
                "slack manifest --http http://a.example",
                "slack --listen carrier-pigeon",
                "slack --connections 0",
                "slack --connections 11",
                "slack nope"
            })
    void wrongUsage_isOneLine(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertOneLine();
    }

    @Test
    void withoutAServer_saysSo() {
        assertThat(run("slack", "--embedded")).isEqualTo(1);
        assertOneLine();
        assertThat(err.toString()).contains("TEMPORAL_ADDRESS");
    }

    @Test
    void checkWithoutTokens_saysWhatIsMissing() {
        assertThat(run("slack", "check", "--listen", "both")).isEqualTo(1);
        assertThat(out.toString())
                .contains("ASKDESK_SLACK_BOT_TOKEN", "ASKDESK_SLACK_APP_TOKEN", "ASKDESK_SLACK_SIGNING_SECRET");
    }

    private void assertOneLine() {
        assertThat(err.toString().strip()).startsWith("askdesk: ").doesNotContain("\n");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... args) {
        CommandLine commandLine = AskdeskCommand.commandLine(false);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }
}
