package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.slack.SlackDouble.Answer;
import dev.askdesk.governance.People.Kind;
import dev.askdesk.governance.People.Person;
import dev.askdesk.governance.People.Room;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackPeopleTest {
    private final SlackDouble slack = new SlackDouble();
    private final SlackPeople people = new SlackPeople(slack.apiUrl(), "xoxb-1", Duration.ofSeconds(5));

    @BeforeEach
    void know() {
        slack.answer("auth.test", json("{'ok':true,'team_id':'T0','enterprise_id':'E0'}"));
    }

    @AfterEach
    void close() {
        people.close();
        slack.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'team_id':'T0'; MEMBER",
                "'team_id':'T0','is_restricted':true; GUEST",
                "'team_id':'T0','is_ultra_restricted':true; GUEST",
                "'team_id':'T0','is_bot':true; BOT",
                "'team_id':'T0','deleted':true; GONE",
                "'team_id':'T9'; OUTSIDER",
                "'team_id':'T0','is_stranger':true; OUTSIDER",
                // Of another workspace of the same enterprise.
                "'team_id':'T1','enterprise_user':{'enterprise_id':'E0'}; MEMBER",
                "'team_id':'T1','enterprise_user':{'enterprise_id':'E9'}; OUTSIDER"
            })
    void person_isOfTheKindThatSlackSays(String fields, Kind kind) {
        slack.answer("users.info", json("{'ok':true,'user':{'id':'U1'," + fields + "}}"));

        assertThat(people.person("U1").kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"user_not_found", "user_not_visible"})
    void personWhomSlackDoesNotDescribe_isAnOutsider(String error) {
        slack.answer("users.info", json("{'ok':false,'error':'" + error + "'}"));

        assertThat(people.person("U1")).isEqualTo(new Person("U1", null, Kind.OUTSIDER));
    }

    @Test
    void group_isNamedByItsIdOrItsExactHandle() {
        slack.answer(
                "usergroups.list",
                json("{'ok':true,'usergroups':[{'id':'S1','handle':'accounting','name':'Accounting','users':['U1']},"
                        + "{'id':'S2','handle':'s1','name':'accounting','users':['U2']}]}"));

        assertThat(people.isIn("U1", "S1")).isTrue();
        assertThat(people.isIn("U1", "accounting")).isTrue();
        assertThat(people.isIn("U1", "@accounting")).isTrue();
        assertThat(people.isIn("U1", "Accounting")).isFalse();
        // Neither a handle like another group's id, nor a name like another one's handle.
        assertThat(people.isIn("U2", "S1")).isFalse();
        assertThat(people.isIn("U2", "accounting")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'is_channel':true,'is_private':false; PUBLIC",
                "'is_channel':true,'is_private':true; PRIVATE",
                "'is_group':true; PRIVATE",
                "'is_mpim':true; PRIVATE",
                "'is_im':true; DIRECT"
            })
    void room_isReadByWhomSlackSays(String fields, Room room) {
        slack.answer("conversations.info", json("{'ok':true,'channel':{'id':'C1'," + fields + "}}"));

        assertThat(people.room("C1")).isEqualTo(room);
    }

    @Test
    void roomThatTheAppIsNotIn_isPrivate() {
        slack.answer("conversations.info", json("{'ok':false,'error':'channel_not_found'}"));

        assertThat(people.room("C1")).isEqualTo(Room.PRIVATE);
    }

    private static Answer json(String text) {
        return Answer.json(text.replace('\'', '"'));
    }
}
