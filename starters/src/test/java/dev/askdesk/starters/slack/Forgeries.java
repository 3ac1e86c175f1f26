package dev.askdesk.starters.slack;

import static dev.askdesk.starters.slack.SentBySlack.TS;
import static dev.askdesk.starters.slack.SentBySlack.click;
import static dev.askdesk.starters.slack.SentBySlack.command;
import static dev.askdesk.starters.slack.SentBySlack.event;
import static dev.askdesk.starters.slack.SentBySlack.form;
import static dev.askdesk.starters.slack.SentBySlack.json;
import static dev.askdesk.starters.slack.SentBySlack.mention;
import static dev.askdesk.starters.slack.SentBySlack.submission;

import dev.askdesk.adapters.slack.Button;
import java.util.Locale;
import java.util.stream.Stream;

/** Requests that must become no signal, with what each is refused with. */
final class Forgeries {
    static final String QUESTION =
            event(mention(TS, null, "<@U0APP> How much?")).toString();
    private static final String ID = "ask/C1/" + TS;

    private static final Sent GOOD = Sent.json(QUESTION);
    private static final String SIGNATURE = String.valueOf(GOOD.signature());
    private static final String SECONDS = String.valueOf(Sent.NOW.getEpochSecond());
    private static final String CHALLENGE = "{\"token\":\"t\",\"challenge\":\"c\",\"type\":\"url_verification\"}";
    private static final String CLICKED = form(click(Button.Action.UP, new Button(ID, TS, "U1", null), "U2"));
    private static final String DEEP = "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000);

    private Forgeries() {}

    static Stream<Case> all() {
        return Stream.of(
                        signatures(),
                        times(),
                        bodies(),
                        contentTypes(),
                        methodsAndPaths(),
                        tricks(),
                        signedAndNotForUs())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> signatures() {
        return Stream.of(
                refused("no signature", 401, GOOD.signature(null)),
                refused("empty signature", 401, GOOD.signature("")),
                refused("wrong signature", 401, GOOD.signature("v0=" + "0".repeat(64))),
                refused("truncated signature", 401, GOOD.signature(SIGNATURE.substring(0, 40))),
                refused("signature of nothing", 401, GOOD.signature("v0=")),
                refused("uppercase signature", 401, GOOD.signature(SIGNATURE.toUpperCase(Locale.ROOT))),
                refused("other version", 401, GOOD.signature(SIGNATURE.replace("v0=", "v1="))),
                refused("without version", 401, GOOD.signature(SIGNATURE.substring(3))),
                refused("longer signature", 401, GOOD.signature(SIGNATURE + "00")),
                refused("signature of another secret", 401, GOOD.signedBy("another")),
                refused("signature of a short secret", 401, GOOD.signedBy("x")),
                refused("other body", 401, GOOD.body(QUESTION.replace("How much", "How many"))),
                refused("one space more", 401, GOOD.body(QUESTION + " ")),
                refused("other person", 401, GOOD.body(QUESTION.replace("U1", "U2"))),
                refused("two signatures, right first", 401, GOOD.with("X-Slack-Signature: v0=0")),
                refused(
                        "two signatures, right last",
                        401,
                        GOOD.signature(null).with("X-Slack-Signature: v0=0").with("X-Slack-Signature: " + SIGNATURE)),
                refused("same signature twice", 401, GOOD.with("X-Slack-Signature: " + SIGNATURE)));
    }

    private static Stream<Case> times() {
        return Stream.of(
                refused("no timestamp", 401, GOOD.timestamp(null)),
                refused("empty timestamp", 401, GOOD.timestamp("").signed()),
                refused(
                        "old timestamp",
                        401,
                        GOOD.at(Sent.NOW.minusSeconds(301)).signed()),
                refused("timestamp of 1970", 401, GOOD.timestamp("0").signed()),
                refused(
                        "future timestamp",
                        401,
                        GOOD.at(Sent.NOW.plusSeconds(301)).signed()),
                refused(
                        "far future timestamp",
                        401,
                        GOOD.timestamp("99999999999").signed()),
                refused(
                        "timestamp that overflows",
                        401,
                        GOOD.timestamp("9223372036854775807").signed()),
                refused(
                        "timestamp beyond long",
                        401,
                        GOOD.timestamp("99999999999999999999999").signed()),
                refused("negative timestamp", 401, GOOD.timestamp("-" + SECONDS).signed()),
                refused(
                        "timestamp with a plus",
                        401,
                        GOOD.timestamp("+" + SECONDS).signed()),
                refused(
                        "timestamp in milliseconds",
                        401,
                        GOOD.timestamp(SECONDS + "000").signed()),
                refused(
                        "timestamp that is no number",
                        401,
                        GOOD.timestamp("now").signed()),
                refused(
                        "timestamp with a fraction",
                        401,
                        GOOD.timestamp(SECONDS + ".0").signed()),
                refused("other timestamp than signed", 401, GOOD.at(Sent.NOW.plusSeconds(1))),
                refused("two timestamps", 401, GOOD.with("X-Slack-Request-Timestamp: " + SECONDS)));
    }

    private static Stream<Case> bodies() {
        return Stream.of(
                refused("empty body unsigned", 401, GOOD.body("")),
                refused("empty body", 400, Sent.json("")),
                refused("broken JSON", 400, Sent.json("{\"type\":\"event_callback\",")),
                refused("a JSON list", 400, Sent.json("[1,2]")),
                refused("a JSON string", 400, Sent.json("\"x\"")),
                refused("no type", 400, Sent.json("{}")),
                refused("event without event", 400, Sent.json("{\"type\":\"event_callback\",\"team_id\":\"T0\"}")),
                refused("unknown type", 400, Sent.json("{\"type\":\"of tomorrow\"}")),
                refused("deep nesting unsigned", 401, Sent.json(DEEP).signature("v0=0")),
                refused("deep nesting", 400, Sent.json(DEEP)),
                refused("huge body", 413, Sent.json("\"" + "x".repeat(HttpEvents.LARGEST) + "\"")),
                refused(
                        "huge chunked body",
                        413,
                        Sent.json("\"" + "x".repeat(HttpEvents.LARGEST) + "\"").chunked()),
                refused("form without payload", 400, Sent.form("a=b")),
                refused("form with an empty payload", 400, Sent.form("payload=")),
                refused("form with a broken payload", 400, Sent.form("payload=%7B%22type")),
                refused("form with a broken escape", 400, Sent.form("payload=%ZZ")),
                refused("form of an unknown interaction", 400, Sent.form("payload=%7B%22type%22%3A%22x%22%7D")),
                refused("invalid UTF-8", 400, GOOD.bytes(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}'})),
                refused("overlong UTF-8", 400, GOOD.bytes(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'})));
    }

    private static Stream<Case> contentTypes() {
        return Stream.of(
                refused("no content type", 415, GOOD.type(null)),
                refused("text", 415, GOOD.type("text/plain")),
                refused("XML", 415, GOOD.type("application/xml")),
                refused("multipart", 415, GOOD.type("multipart/form-data; boundary=x")),
                refused("like JSON", 415, GOOD.type("application/jsonp")),
                refused("compressed", 415, GOOD.with("Content-Encoding: gzip")));
    }

    private static Stream<Case> methodsAndPaths() {
        return Stream.of(
                refused("GET", 405, GOOD.method("GET")),
                refused("PUT", 405, GOOD.method("PUT")),
                refused("DELETE", 405, GOOD.method("DELETE")),
                refused("OPTIONS", 405, GOOD.method("OPTIONS")),
                refused("method override", 405, GOOD.signature(null).with("X-HTTP-Method-Override: GET")),
                refused("root", 404, GOOD.path("/")),
                refused("path above", 404, GOOD.path("/slack")),
                refused("path below", 404, GOOD.path("/slack/events/x")),
                refused("path in capitals", 404, GOOD.path("/SLACK/EVENTS")),
                refused("path with dots", 400, GOOD.path("/slack/../../etc/passwd")));
    }

    private static Stream<Case> tricks() {
        return Stream.of(
                refused("forged challenge", 401, Sent.json(CHALLENGE).signature("v0=0")),
                refused("challenge without signature", 401, Sent.json(CHALLENGE).signature(null)),
                refused("forged retry", 401, GOOD.signature("v0=0").with("X-Slack-Retry-Num: 3")),
                refused(
                        "unsigned Socket Mode envelope",
                        401,
                        Sent.json("{\"envelope_id\":\"e\",\"payload\":" + QUESTION + "}")
                                .signature(null)),
                refused(
                        "signed Socket Mode envelope",
                        400,
                        Sent.json("{\"envelope_id\":\"e\",\"type\":\"events_api\",\"payload\":" + QUESTION + "}")),
                refused(
                        "unsigned ssl_check",
                        401,
                        Sent.form("ssl_check=1&token=t").signature(null)),
                refused("unsigned command", 401, Sent.form(command("How much?")).signature(null)),
                refused("unsigned click", 401, Sent.form(CLICKED).signature(null)),
                refused("click signed as another", 401, Sent.form(CLICKED).body(CLICKED.replace("U2", "U3"))));
    }

    private static Stream<Case> signedAndNotForUs() {
        return Stream.of(
                harmless("signed ssl_check", Sent.form("ssl_check=1&token=t")),
                harmless("event of another app", Sent.json(QUESTION.replace("A0APP", "A9"))),
                harmless("event of another workspace", Sent.json(QUESTION.replace("\"T0\"", "\"T9\""))),
                harmless(
                        "message of a bot",
                        Sent.json(event(mention(TS, null, "<@U0APP> How?").put("bot_id", "B9"))
                                .toString())),
                harmless(
                        "message of its own",
                        Sent.json(event(mention(TS, null, "<@U0APP> How?").put("user", "U0APP"))
                                .toString())),
                harmless(
                        "event that nobody needs",
                        Sent.json(event(json("{'type':'reaction_added'}")).toString())),
                harmless(
                        "event of a bad thread",
                        Sent.json(event(mention(TS, "a/b", "<@U0APP> How?")).toString())),
                harmless("command of another app", Sent.form(command("How?").replace("A0APP", "A9"))),
                harmless("another command", Sent.form(command("How?").replace("%2Fask", "%2Frm"))),
                harmless(
                        "click in another channel",
                        Sent.form(form(click(Button.Action.SQL, new Button("ask/C2/" + TS, TS, "U1", null), "U1")))),
                harmless("click on a button of another app", Sent.form(CLICKED.replace("A0APP", "A9"))),
                harmless(
                        "another form's submission",
                        Sent.form(form(submission(new Button(ID, TS, "U1", null), "a", "b"))
                                .replace("askdesk.correction", "theirs"))),
                harmless(
                        "duplicate keys",
                        Sent.json(QUESTION.replace("\"team_id\":\"T0\"", "\"team_id\":\"T0\",\"team_id\":\"T9\"")
                                .replace("\"team_id\":\"T0\",\"user_id\"", "\"team_id\":\"T9\",\"user_id\""))));
    }

    private static Case refused(String what, int status, Sent sent) {
        return new Case(what, status, sent);
    }

    private static Case harmless(String what, Sent sent) {
        return new Case(what, 200, sent);
    }

    record Case(String what, int status, Sent sent) {
        @Override
        public String toString() {
            return what;
        }
    }
}
