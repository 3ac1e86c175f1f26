package dev.askdesk.adapters.wiki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What both Confluences must do beyond {@link WikiContract}: the vendor's own rules, and its failures. */
abstract class ConfluenceContract extends WikiContract {
    static final Duration TIMEOUT = Duration.ofSeconds(20);
    static final List<String> SPACES = List.of("IT", "HR");

    final HandClock clock = new HandClock();
    private final Map<String, String> ids = new LinkedHashMap<>();
    FakeConfluence fake;
    private Wiki wiki;

    /** A clock that goes on when the test says so. */
    static final class HandClock extends Clock {
        Instant now = Instant.parse("2024-01-31T08:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    abstract FakeConfluence open() throws Exception;

    abstract Wiki connect(List<String> spaces);

    abstract Wiki connectWithWrongToken();

    abstract String token();

    @BeforeEach
    void openWiki() throws Exception {
        fake = open();
        wiki = connect(SPACES);
    }

    @AfterEach
    void closeWiki() {
        fake.close();
    }

    @Override
    Wiki wiki() {
        return wiki;
    }

    @Override
    String write(String key, String title, List<String> labels, String html) {
        FakeConfluence.Page page = page(key);
        boolean changed = !page.title.equals(title) || !page.storage.equals(html);
        // As the vendor counts: not for labels.
        page.version += changed && !page.title.isEmpty() ? 1 : 0;
        page.title = title;
        page.labels = labels;
        page.storage = html;
        return page.id;
    }

    FakeConfluence.Page page(String key) {
        return fake.page(ids.computeIfAbsent(key, each -> String.valueOf(557_000 + ids.size())));
    }

    @Override
    void restrict(String key) {
        page(key).restricted = true;
    }

    @Override
    String writeBelowRestricted(String key) {
        String id = write(key, "Below", List.of(), "<p>Text</p>");
        write("between", "Between", List.of(), "<p>Text</p>");
        write("top", "Top", List.of(), "<p>Text</p>");
        restrict("top");
        page(key).parent = page("between");
        page("between").parent = page("top");
        // Neither is listed; one that is keeps the listing from being empty by chance.
        page("between").status = "archived";
        return id;
    }

    @Override
    void delete(String key) {
        page(key).status = "trashed";
    }

    @Override
    String writeNotCurrent(String key) {
        String id = write(key, "Old", List.of(), "<p>Text</p>");
        page(key).status = "archived";
        return id;
    }

    @Test
    void pageAboveInALaterPart_isAskedFor() throws Exception {
        List<String> below = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            below.add(write("page" + i, "Page " + i, List.of(), "<p>Text</p>"));
            page("page" + i).parent = page("top");
        }
        for (int i = 0; i < 60; i++) {
            // The wiki keeps the order in which pages were written: the one above is the newest.
            write("more" + i, "More " + i, List.of(), "<p>Text</p>");
        }
        fake.pages.remove(page("top").id);
        write("top", "Top", List.of(), "<p>Text</p>");
        restrict("top");
        below.forEach(id -> fake.page(id).parent = page("top"));

        assertThat(versions()).hasSize(60).doesNotContainKeys(below.toArray(String[]::new));
        assertThat(fake.paths)
                .filteredOn(path -> path.contains("/restriction/"))
                .hasSize(1);
    }

    @Test
    void pageAboveThatCannotBeSeen_countsAsRestricted() throws Exception {
        String id = write("below", "Below", List.of(), "<p>Text</p>");
        page("below").parent = page("top");
        page("top").invisible = true;

        assertThat(stubs()).isEmpty();
        assertThat(wiki.read(id)).isEmpty();
    }

    @Test
    void restrictionOfPageAbove_isKnownAgainAfterMinutes() throws Exception {
        String id = write("below", "Below", List.of(), "<p>Text</p>");
        write("top", "Top", List.of(), "<p>Text</p>");
        page("below").parent = page("top");
        assertThat(wiki.read(id)).isPresent();

        restrict("top");
        clock.now = clock.now.plus(Duration.ofMinutes(6));

        assertThat(wiki.read(id)).isEmpty();
    }

    @Test
    void restrictionOfThePageItself_isSeenAtOnce() throws Exception {
        String id = write("pay", "Pay", List.of(), "<p>Text</p>");
        assertThat(stubs()).hasSize(1);

        restrict("pay");

        assertThat(wiki.read(id)).isEmpty();
    }

    @Test
    void restrictionsThatAreNotExpanded_areAskedFor() throws Exception {
        String open = write("open", "Open", List.of(), "<p>Text</p>");
        String restricted = write("pay", "Pay", List.of(), "<p>Text</p>");
        restrict("pay");
        fake.expandsRestrictions = false;

        assertThat(versions()).containsOnlyKeys(open);
        assertThat(wiki.read(restricted)).isEmpty();
        assertThat(wiki.read(open)).isPresent();
    }

    @Test
    void listingThatStartsOver_isEnded() {
        fake.script = new FakeConfluence.Script(
                200,
                "application/json",
                Map.of(),
                "{\"results\":[],\"limit\":50,\"_links\":{\"next\":\"/rest/api/content/search?cursor=abc&start=50\"}}");
        String next = wiki.pages(null).next();

        assertThat(failure(() -> wiki.pages(next)).type()).isEqualTo(FailureType.WIKI_UNAVAILABLE);
    }

    @Test
    void pageOfAnotherSpace_isNeitherListedNorRead() throws Exception {
        String other = write("board", "Board", List.of(), "<p>Text</p>");
        page("board").space = "BOARD";
        String archived = write("old", "Old", List.of(), "<p>Text</p>");
        page("old").space = "OLD";
        String ours = write("leave", "Leave", List.of(), "<p>Text</p>");
        page("leave").space = "HR";

        assertThat(versions()).containsOnlyKeys(ours);
        assertThat(wiki.read(other)).isEmpty();
        assertThat(wiki.read(archived)).isEmpty();
        assertThat(wiki.read(ours)).isPresent();
    }

    @Test
    void labelOfOneUser_isNoneOfThePage() throws Exception {
        String id = write("a", "A", List.of("vpn", "remote"), "<p>Text</p>");

        assertThat(wiki.read(id).orElseThrow().labels()).containsExactly("remote", "vpn");
    }

    @Test
    void tooLargePage_isListedAndNotRead() throws Exception {
        String id = write("log", "The log", List.of(), "<p>" + "x".repeat(4 * 1024 * 1024) + "</p>");
        String huge = write("huge", "Huge", List.of(), "<p>" + "x".repeat(9 * 1024 * 1024) + "</p>");

        assertThat(versions()).containsOnlyKeys(id, huge);
        assertThat(failure(() -> wiki.read(id)))
                .hasMessageContaining("The log")
                .hasMessageContaining(id)
                .hasMessageContaining("4 MB")
                .extracting(OutsideException::type)
                .isEqualTo(FailureType.WIKI_REQUEST);
        assertThat(failure(() -> wiki.read(huge)))
                .hasMessageContaining(huge)
                .extracting(OutsideException::type)
                .isEqualTo(FailureType.WIKI_REQUEST);
    }

    @Test
    void tooManyRequests_saysWhenToComeAgain() {
        fake.script = new FakeConfluence.Script(
                429, "application/json", Map.of("Retry-After", "17"), "{\"message\":\"Rate limited\"}");

        assertTyped(FailureType.WIKI_RATE_LIMITED);
        assertThat(failure(() -> wiki.pages(null)).retryAfter()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void wrongToken_isTypedAndNotShown() {
        Wiki wrong = connectWithWrongToken();

        OutsideException failure = failure(() -> wrong.pages(null));

        assertThat(failure.type()).isEqualTo(FailureType.WIKI_CREDENTIALS);
        assertThat(failure).hasMessageContaining("401").hasMessageNotContaining("wrong-token");
    }

    @Test
    void messageThatRepeatsTheToken_isShownWithoutIt() {
        fake.script = new FakeConfluence.Script(
                403, "application/json", Map.of(), "{\"message\":\"" + token() + " is not permitted\"}");

        assertThat(failure(() -> wiki.read("557000")))
                .hasMessageContaining("not permitted")
                .hasMessageNotContaining(token());
        assertTyped(FailureType.WIKI_CREDENTIALS);
    }

    @Test
    void brokenWiki_isUnavailable() {
        fake.script = new FakeConfluence.Script(500, "text/plain", Map.of(), "oops");
        assertTyped(FailureType.WIKI_UNAVAILABLE);

        fake.script = new FakeConfluence.Script(200, "text/html", Map.of(), "<html>Maintenance</html>");
        assertTyped(FailureType.WIKI_UNAVAILABLE);

        fake.close();
        assertTyped(FailureType.WIKI_UNAVAILABLE);
    }

    @Test
    void cursorOfAnotherWiki_isRefused() {
        for (String cursor : List.of("", "x", "&cql=type=page", "-1", "&start=1&expand=body", "9999999999")) {
            assertThat(failure(() -> wiki.pages(cursor)).type()).as(cursor).isEqualTo(FailureType.WIKI_REQUEST);
        }
    }

    @Test
    void noOrWrongSpaces_areRefusedAtTheStart() {
        assertThatThrownBy(() -> connect(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spaces");
        assertThatThrownBy(() -> connect(List.of("IT\") or space in (\"BOARD")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the key");
    }

    private void assertTyped(FailureType type) {
        assertThat(failure(() -> wiki.pages(null)).type()).isEqualTo(type);
        assertThat(failure(() -> wiki.read("557000")).type()).isEqualTo(type);
    }

    static OutsideException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(OutsideException.class, call);
    }
}
