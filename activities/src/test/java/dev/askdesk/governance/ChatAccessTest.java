package dev.askdesk.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.governance.People.Kind;
import dev.askdesk.governance.People.Person;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.workflows.ask.ChatActivity.Access;
import dev.askdesk.workflows.ask.ChatActivity.AccessRequest;
import dev.askdesk.workflows.ask.ChatActivity.Audience;
import dev.askdesk.workflows.ask.ChatActivity.AudienceRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatAccessTest {
    private static final String CATALOG = """
            name: firm
            description: A firm
            dialect: duckdb
            tables:
              - name: staff
                columns:
                  - {name: name, type: VARCHAR}
                  - {name: salary, type: INTEGER}
              - name: funds
                columns:
                  - {name: name, type: VARCHAR}
                  - {name: region, type: VARCHAR}
            access:
              roles:
                everybody: {users: ['*'], hidden: [staff.salary], rows: {funds: "{t}.region = 'EU'"}}
                finance: {users: [cfo@firm.example]}
                europe: {users: [], hidden: [staff.salary], rows: {funds: "{t}.region = 'EU'"}}
            """;
    private static final String SALARIES = "SELECT name, salary FROM staff";
    private static final String NAMES = "SELECT name FROM staff";
    private static final String FUNDS = "SELECT name FROM funds";

    @TempDir
    private Path folder;

    private final FakePeople people = new FakePeople();
    private Catalog catalog;
    private Path roles;

    /** A workspace in memory. */
    private static final class FakePeople implements People {
        final Map<String, Person> persons = new HashMap<>();
        final Map<String, Set<String>> groups = new HashMap<>();
        List<String> members = List.of();

        @Override
        public Person person(String id) {
            return persons.getOrDefault(id, new Person(id, null, Kind.GONE));
        }

        @Override
        public boolean isIn(String id, String group) {
            return groups.getOrDefault(group, Set.of()).contains(id);
        }

        @Override
        public Room room(String channel) {
            return channel.startsWith("D") ? Room.DIRECT : channel.startsWith("P") ? Room.PUBLIC : Room.PRIVATE;
        }

        @Override
        public Optional<List<String>> members(String channel, int most) {
            return members.size() > most ? Optional.empty() : Optional.of(members);
        }
    }

    @BeforeEach
    void know() throws IOException {
        Path file = Files.writeString(folder.resolve("firm.yaml"), CATALOG);
        catalog = CatalogFile.read(file);
        roles = folder.resolve("roles.yaml");
        Files.writeString(roles, "people: {}\n");
        person("ANN", Kind.MEMBER);
        person("BOB", Kind.MEMBER);
        person("CFO", Kind.MEMBER);
        person("GUEST", Kind.GUEST);
        person("OTHER", Kind.OUTSIDER);
        person("ROBOT", Kind.BOT);
        people.members = List.of("ANN", "BOB", "CFO", "ROBOT");
    }

    @Test
    void member_hasTheRolesOfEverybody_andThoseByAddress() {
        assertThat(authorize("ANN", "C1").roles()).containsExactly("everybody");
        assertThat(authorize("CFO", "C1").roles()).containsExactly("everybody", "finance");
    }

    @Test
    void rolesFile_givesRolesByIdAddressAndGroup_andIsReadAgain() throws IOException {
        people.groups.put("accounting", Set.of("BOB"));
        write("people: {ANN: [finance]}\ngroups: {accounting: [finance]}\n", 10);
        ChatAccess access = access(rules(false));
        assertThat(authorize(access, "ANN").roles()).contains("finance");
        assertThat(authorize(access, "BOB").roles()).contains("finance");

        write("people: {bob@firm.example: [finance]}\n", 20);
        assertThat(authorize(access, "ANN").roles()).doesNotContain("finance");
        assertThat(authorize(access, "BOB").roles()).contains("finance");
    }

    @Test
    void rolesFileThatCannotBeRead_givesNobodyAnything() throws IOException {
        write("people: [what is this", 10);

        assertThatThrownBy(() -> authorize("ANN", "C1"))
                .isInstanceOf(OutsideException.class)
                .hasMessageContaining("nobody has any");
    }

    @Test
    void guestsOutsidersProgramsAndTheGone_areRefused_withWhatToDo() {
        assertThat(authorize("GUEST", "C1").refusal()).contains("Guests").contains("Ask Eve.");
        assertThat(authorize("OTHER", "C1").refusal()).contains("other organisations");
        assertThat(authorize("ROBOT", "C1").refusal()).contains("people");
        assertThat(authorize("NOBODY", "C1").refusal()).contains("people");
    }

    @Test
    void guestWhoIsLetIn_needsARoleByName() throws IOException {
        ChatAccess access = access(rules(true));
        assertThat(authorize(access, "GUEST").refusal()).contains("no access").contains("Ask Eve.");

        write("people: {GUEST: [europe]}\n", 10);
        Access granted = authorize(access(rules(true)), "GUEST");
        assertThat(granted.refusal()).isNull();
        assertThat(granted.roles()).containsExactly("europe");
    }

    @Test
    void channelsThatAreNotAllowed_areRefused_butNotDirectMessages() {
        ChatAccess some = access(new ChatAccess.Rules(List.of("C2"), false, false, "", 100));
        assertThat(authorize(some, "ANN").refusal()).contains("no questions in this channel");
        assertThat(some.authorize(request("ANN", "D1", "1.1")).refusal()).isNull();

        ChatAccess direct = access(new ChatAccess.Rules(List.of(), true, false, "", 100));
        assertThat(authorize(direct, "ANN").refusal()).contains("direct messages only");
        assertThat(direct.authorize(request("ANN", "D1", "1.1")).refusal()).isNull();
    }

    @Test
    void tooManyQuestions_areRefused_andTriesOfOneCountOnce() {
        ChatAccess access = access(rules(false));
        for (int i = 0; i < 3; i++) {
            assertThat(access.authorize(request("ANN", "C1", "1." + i)).refusal())
                    .isNull();
            assertThat(access.authorize(request("ANN", "C1", "1." + i)).refusal())
                    .isNull();
        }
        assertThat(access.authorize(request("ANN", "C2", "2.1")).refusal()).contains("3 questions in the last hour");
        assertThat(access.authorize(request("BOB", "C1", "2.2")).refusal()).isNull();
    }

    @Test
    void replyThatAllMaySee_isForAll() {
        assertThat(isForAll("ANN", List.of("everybody"), FUNDS)).isTrue();
        assertThat(isForAll("CFO", List.of("everybody", "finance"), NAMES)).isTrue();
        assertThat(isForAll("ANN", List.of("everybody"), null)).isTrue();
    }

    @Test
    void hiddenColumn_orOtherRows_orWhateverFinanceCanBeTold_isNotForAll() {
        List<String> finance = List.of("everybody", "finance");
        assertThat(isForAll("CFO", finance, SALARIES)).isFalse();
        assertThat(isForAll("CFO", finance, "SELECT * FROM staff")).isFalse();
        assertThat(isForAll("CFO", finance, "SELECT avg(s.salary) FROM staff s"))
                .isFalse();
        assertThat(isForAll("CFO", finance, FUNDS)).isFalse();
        assertThat(isForAll("CFO", finance, null)).isFalse();
    }

    @Test
    void sameRowsUnderARoleOfAnotherName_areForAll() throws IOException {
        write("people: {GUEST: [europe]}\n", 10);
        people.members = List.of("ANN", "GUEST");
        ChatAccess access = access(rules(true));
        String fenced =
                "SELECT f.name FROM (SELECT name, region FROM funds AS fenced WHERE (fenced.region = 'EU')) AS f";
        assertThat(isForAll(access, "ANN", List.of("everybody"), fenced)).isTrue();
    }

    @Test
    void strangerOrTooManyWhoReadAlong_makeItTheAskersAlone_andADirectMessageIsTheirs() {
        people.members = List.of("ANN", "GUEST");
        assertThat(isForAll("ANN", List.of("everybody"), FUNDS)).isFalse();
        people.members = List.of("ANN", "BOB", "CFO", "A", "B", "C");
        assertThat(isForAll("ANN", List.of("everybody"), FUNDS)).isFalse();
        AudienceRequest direct = new AudienceRequest("ask/D1/1.1", message("CFO", List.of("finance")), SALARIES, false);
        assertThat(access(rules(false)).audience(direct).everybody()).isTrue();
    }

    @Test
    void publicChannel_isReadByEveryFullMember_whoeverJoinedIt() {
        people.members = List.of("CFO");
        List<String> finance = List.of("everybody", "finance");
        assertThat(audience("P1", "CFO", finance, SALARIES, false).reason()).contains("public");
        assertThat(audience("C1", "CFO", finance, SALARIES, false).everybody()).isTrue();
        assertThat(audience("P1", "CFO", finance, NAMES, false).everybody()).isTrue();
        assertThat(audience("P1", "ANN", List.of("everybody"), FUNDS, false).everybody())
                .isTrue();
    }

    @Test
    void replyThatDrewOnWhatItsAskerAloneWasShown_isForAllOnlyIfTheyMayKnowAllThatTheAskerMay() {
        people.members = List.of("ANN", "CFO");
        List<String> finance = List.of("everybody", "finance");
        assertThat(audience("C1", "CFO", finance, NAMES, false).everybody()).isTrue();
        assertThat(audience("C1", "CFO", finance, NAMES, true).everybody()).isFalse();
        assertThat(audience("C1", "ANN", List.of("everybody"), NAMES, true).everybody())
                .isTrue();
        assertThat(access(rules(false)).mayRead("ANN", message("CFO", finance), NAMES, true))
                .isFalse();
    }

    @Test
    void askerWhoLostARole_isNotShownWhatItLetThemSee() throws IOException {
        write("people: {BOB: [finance]}\n", 10);
        ChatAccess access = access(rules(false));
        UserMessage asked = message("BOB", List.of("everybody", "finance"));
        assertThat(access.mayRead("BOB", asked, FUNDS, false)).isTrue();
        assertThat(access.mayRead("BOB", asked, "SELECT * FROM staff", false)).isTrue();

        write("people: {}\n", 20);
        // Rows of other regions, and a column that '*' stands for.
        assertThat(access.mayRead("BOB", asked, FUNDS, false)).isFalse();
        assertThat(access.mayRead("BOB", asked, "SELECT * FROM staff", false)).isFalse();
        assertThat(access.mayRead("BOB", asked, NAMES, false)).isTrue();
    }

    @Test
    void outsider_hasRolesByTheirIdAlone() throws IOException {
        people.persons.put("OTHER", new Person("OTHER", "cfo@firm.example", Kind.OUTSIDER));
        write("people: {cfo@firm.example: [europe]}\n", 10);
        ChatAccess access = access(rules(true));
        assertThat(authorize(access, "OTHER").refusal()).contains("no access");

        write("people: {OTHER: [europe]}\n", 20);
        assertThat(authorize(access, "OTHER").roles()).containsExactly("europe");
    }

    @Test
    void memberWhoMayNotAsk_isAStrangerWhenTheyReadAlong() throws IOException {
        write("people: {GUEST: [finance]}\n", 10);
        people.members = List.of("ANN", "GUEST");
        List<String> everybody = List.of("everybody");
        assertThat(isForAll(access(rules(false)), "ANN", everybody, NAMES)).isFalse();
        assertThat(isForAll(access(rules(true)), "ANN", everybody, NAMES)).isTrue();
    }

    @Test
    void editedQuestion_countsAgain_andOneThatIsOnlyHeldAgainstTheLimitsNever() {
        ChatAccess access = access(rules(false));
        UserMessage asked = message("ANN", List.of());
        for (int second = 0; second < 3; second++) {
            UserMessage edit = new UserMessage(
                    asked.messageId(), "ANN", "How much?", asked.sentAt().plusSeconds(second));
            assertThat(refusal(access, edit, false)).isNull();
            assertThat(refusal(access, edit, true)).isNull();
        }
        UserMessage another = new UserMessage("2.1", "ANN", "How many?", asked.sentAt());
        assertThat(refusal(access, another, false)).contains("3 questions in the last hour");
        assertThat(refusal(access, another, true)).contains("3 questions in the last hour");
    }

    private static @Nullable String refusal(ChatAccess access, UserMessage message, boolean counted) {
        return access.authorize(new AccessRequest("ask/C1/1.0", message, counted))
                .refusal();
    }

    private Audience audience(String channel, String user, List<String> theirs, String sql, boolean guarded) {
        return access(rules(false))
                .audience(new AudienceRequest("ask/" + channel + "/1.1", message(user, theirs), sql, guarded));
    }

    @Test
    void wishToSeeAReply_isHeldAgainstTheRightsOfNow() {
        ChatAccess access = access(rules(false));
        UserMessage asked = message("CFO", List.of("everybody", "finance"));
        assertThat(access.mayRead("CFO", asked, SALARIES, false)).isTrue();
        assertThat(access.mayRead("BOB", asked, SALARIES, false)).isFalse();
        assertThat(access.mayRead("GUEST", asked, NAMES, false)).isFalse();
        person("CFO", Kind.GONE);
        assertThat(access.mayRead("CFO", asked, SALARIES, false)).isFalse();
    }

    private void person(String id, Kind kind) {
        people.persons.put(id, new Person(id, id.toLowerCase(java.util.Locale.ROOT) + "@firm.example", kind));
    }

    private void write(String yaml, int second) throws IOException {
        Files.writeString(roles, yaml);
        Files.setLastModifiedTime(roles, FileTime.from(Instant.ofEpochSecond(second)));
    }

    private static ChatAccess.Rules rules(boolean guests) {
        return new ChatAccess.Rules(List.of(), false, guests, "Ask Eve.", 5);
    }

    private ChatAccess access(ChatAccess.Rules rules) {
        return new ChatAccess(
                catalog,
                new SqlGuard(catalog, 100),
                people,
                new RolesFile(roles),
                new QuestionLimits(folder.resolve("slack/questions.jsonl"), 3, 100, Clock.systemUTC()),
                rules);
    }

    private Access authorize(String user, String channel) {
        return access(rules(false)).authorize(request(user, channel, "1.1"));
    }

    private static Access authorize(ChatAccess access, String user) {
        return access.authorize(request(user, "C1", "1.1"));
    }

    private static AccessRequest request(String user, String channel, String id) {
        return new AccessRequest(
                "ask/" + channel + "/1.0", new UserMessage(id, user, "How much?", Instant.ofEpochSecond(1)), true);
    }

    private boolean isForAll(String asker, List<String> theirs, @Nullable String sql) {
        return isForAll(access(rules(false)), asker, theirs, sql);
    }

    private static boolean isForAll(ChatAccess access, String asker, List<String> theirs, @Nullable String sql) {
        return access.audience(new AudienceRequest("ask/C1/1.1", message(asker, theirs), sql, false))
                .everybody();
    }

    private static UserMessage message(String user, List<String> theirs) {
        return new UserMessage("1.1", user, "How much?", Instant.ofEpochSecond(1), theirs);
    }
}
