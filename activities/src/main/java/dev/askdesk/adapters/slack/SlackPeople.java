package dev.askdesk.adapters.slack;

import com.slack.api.methods.response.conversations.ConversationsMembersResponse;
import com.slack.api.methods.response.usergroups.UsergroupsListResponse;
import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.User;
import com.slack.api.model.Usergroup;
import dev.askdesk.governance.People;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Slack's users, user groups and channels, as the app's own workspace sees them. What was read is kept for some minutes;
 * who is in a channel for a moment alone, since answers are shown by it.
 */
public final class SlackPeople implements People, AutoCloseable {
    private static final Duration PEOPLE_FOR = Duration.ofMinutes(5);
    private static final Duration MEMBERS_FOR = Duration.ofSeconds(20);
    private static final int PAGE = 200;

    private final SlackCalls slack;
    private final Clock clock;
    private final Map<String, Kept<?>> kept = new ConcurrentHashMap<>();

    private record Kept<T>(T value, Instant until) {}

    /** @param apiUrl with a slash at its end */
    public SlackPeople(URI apiUrl, String botToken, Duration timeout) {
        this(new SlackCalls(apiUrl, botToken, timeout), Clock.systemUTC());
    }

    SlackPeople(SlackCalls slack, Clock clock) {
        this.slack = slack;
        this.clock = clock;
    }

    @Override
    public Person person(String id) {
        return kept("person/" + id, PEOPLE_FOR, () -> {
            UsersInfoResponse found = slack.call(
                    methods -> methods.usersInfo(request -> request.user(id)),
                    Set.of("user_not_found", "user_not_visible"));
            User user = found.getUser();
            return user == null ? new Person(id, null, Kind.OUTSIDER) : new Person(id, email(user), kind(user));
        });
    }

    /** People of other organisations have another team, and Slack calls some of them strangers. */
    private Kind kind(User user) {
        if (user.isDeleted()) {
            return Kind.GONE;
        }
        if (user.isBot() || "USLACKBOT".equals(user.getId())) {
            return Kind.BOT;
        }
        boolean ours = user.getTeamId() == null || ours().contains(user.getTeamId()) || isOfOurEnterprise(user);
        if (user.isStranger() || !ours) {
            return Kind.OUTSIDER;
        }
        return user.isRestricted() || user.isUltraRestricted() ? Kind.GUEST : Kind.MEMBER;
    }

    private boolean isOfOurEnterprise(User user) {
        return user.getEnterpriseUser() != null
                && user.getEnterpriseUser().getEnterpriseId() != null
                && ours().contains(user.getEnterpriseUser().getEnterpriseId());
    }

    /** Ids of the app's own workspace and, in an enterprise, of that. */
    private Set<String> ours() {
        return kept("ours", PEOPLE_FOR, () -> {
            var self = slack.call(methods -> methods.authTest(request -> request));
            String enterprise = self.getEnterpriseId();
            return enterprise == null ? Set.of(self.getTeamId()) : Set.of(self.getTeamId(), enterprise);
        });
    }

    private static @Nullable String email(User user) {
        String email = user.getProfile() == null ? null : user.getProfile().getEmail();
        return email == null || email.isBlank() ? null : email.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isIn(String id, String group) {
        // Ids are in capitals, and handles are not: nobody gets a group's roles by calling another one like its id.
        String wanted = group.startsWith("@") ? group.substring(1) : group;
        return groups().stream()
                .filter(known -> wanted.equals(known.getId()) || wanted.equals(known.getHandle()))
                .anyMatch(known -> known.getUsers() != null && known.getUsers().contains(id));
    }

    private List<Usergroup> groups() {
        return kept("groups", PEOPLE_FOR, () -> {
            UsergroupsListResponse found =
                    slack.call(methods -> methods.usergroupsList(request -> request.includeUsers(true)));
            return found.getUsergroups() == null ? List.<Usergroup>of() : found.getUsergroups();
        });
    }

    @Override
    public Room room(String channel) {
        // A direct message's id says so, and so it has been since Slack began.
        if (channel.startsWith("D")) {
            return Room.DIRECT;
        }
        return kept("room/" + channel, PEOPLE_FOR, () -> {
            Conversation found = slack.call(
                            methods -> methods.conversationsInfo(request -> request.channel(channel)),
                            Set.of("channel_not_found"))
                    .getChannel();
            if (found == null) {
                // A command can be given where the app is not: what it cannot see is not public.
                return Room.PRIVATE;
            }
            if (found.isIm()) {
                return Room.DIRECT;
            }
            return found.isPrivate() || found.isMpim() || found.isGroup() ? Room.PRIVATE : Room.PUBLIC;
        });
    }

    @Override
    public Optional<List<String>> members(String channel, int most) {
        return kept("members/" + most + "/" + channel, MEMBERS_FOR, () -> {
            List<String> members = new ArrayList<>();
            String cursor = "";
            do {
                String next = cursor;
                ConversationsMembersResponse page = slack.call(methods -> methods.conversationsMembers(
                        request -> request.channel(channel).limit(PAGE).cursor(next)));
                members.addAll(page.getMembers());
                cursor = page.getResponseMetadata() == null
                        ? ""
                        : page.getResponseMetadata().getNextCursor();
                if (members.size() > most) {
                    return Optional.<List<String>>empty();
                }
            } while (cursor != null && !cursor.isEmpty());
            return Optional.of(List.copyOf(members));
        });
    }

    /** Of several who miss the same at once, each asks: that is rare, and holds nobody up. */
    @SuppressWarnings("unchecked")
    private <T> T kept(String key, Duration time, Supplier<T> reading) {
        Kept<?> known = kept.get(key);
        if (known != null && known.until().isAfter(clock.instant())) {
            return (T) known.value();
        }
        T value = reading.get();
        kept.put(key, new Kept<>(value, clock.instant().plus(time)));
        return value;
    }

    @Override
    public void close() {
        slack.close();
    }
}
