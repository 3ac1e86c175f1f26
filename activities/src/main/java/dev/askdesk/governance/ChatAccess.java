package dev.askdesk.governance;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.governance.People.Kind;
import dev.askdesk.governance.People.Person;
import dev.askdesk.governance.People.Room;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.workflows.ask.ChatActivity.Access;
import dev.askdesk.workflows.ask.ChatActivity.AccessRequest;
import dev.askdesk.workflows.ask.ChatActivity.Audience;
import dev.askdesk.workflows.ask.ChatActivity.AudienceRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, with which of the catalog's roles, and who may read along. A role is somebody's by their address or id in
 * the catalog's own lists, or by the roles file; the list {@code *} is every full member of the organisation. Whoever is
 * none, and has no role by name, is a stranger: they are refused, and nothing is shown where they read along.
 */
public final class ChatAccess {
    private final Catalog catalog;
    private final SqlGuard guard;
    private final People people;
    private final RolesFile roles;
    private final QuestionLimits limits;
    private final Rules rules;

    /**
     * @param channels where questions are taken; empty for everywhere
     * @param directOnly whether they are taken in direct messages alone
     * @param guests whether guests and outsiders with a role may ask
     * @param accessHelp what somebody without access is told to do
     * @param largestRoom members up to whom each one's rights are looked up
     */
    public record Rules(List<String> channels, boolean directOnly, boolean guests, String accessHelp, int largestRoom) {
        public Rules {
            channels = List.copyOf(channels);
        }
    }

    public ChatAccess(
            Catalog catalog, SqlGuard guard, People people, RolesFile roles, QuestionLimits limits, Rules rules) {
        this.catalog = catalog;
        this.guard = guard;
        this.people = people;
        this.roles = roles;
        this.limits = limits;
        this.rules = rules;
    }

    public Access authorize(AccessRequest request) {
        UserMessage message = request.message();
        String channel = channel(request.conversationId());
        String refusal = refusedHere(channel);
        Person person = people.person(message.userId());
        if (refusal == null) {
            refusal = refused(person);
        }
        if (refusal == null && request.counted()) {
            // An edited question is another one: it is known by when that was.
            String key = request.conversationId() + "/" + message.messageId() + "@" + message.sentAt();
            refusal = limits.take(person.id(), channel, key).orElse(null);
        } else if (refusal == null) {
            refusal = limits.reached(person.id(), channel).orElse(null);
        }
        return refusal == null ? new Access(rolesOf(person), null) : new Access(List.of(), refusal);
    }

    private @Nullable String refusedHere(String channel) {
        if (people.room(channel) == Room.DIRECT) {
            return null;
        }
        if (rules.directOnly()) {
            return "I answer in direct messages only. Ask me there.";
        }
        return rules.channels().isEmpty() || rules.channels().contains(channel)
                ? null
                : "I take no questions in this channel. Ask me in a direct message, or in a channel that I am allowed in.";
    }

    private @Nullable String refused(Person person) {
        if (person.kind() == Kind.BOT || person.kind() == Kind.GONE) {
            return "I answer questions of people alone.";
        }
        if (person.kind() != Kind.MEMBER && !rules.guests()) {
            return "Guests and people of other organisations cannot ask me. " + rules.accessHelp();
        }
        return isStranger(person) ? "You have no access to this data. " + rules.accessHelp() : null;
    }

    /** Whether somebody may see nothing at all. */
    private boolean isStranger(Person person) {
        boolean open = catalog.access() == null && person.kind() == Kind.MEMBER;
        return !open && rolesOf(person).isEmpty();
    }

    /** Names of the catalog's roles that somebody has, in order. */
    private List<String> rolesOf(Person person) {
        Catalog.Access access = catalog.access();
        if (access == null || person.kind() == Kind.BOT || person.kind() == Kind.GONE) {
            return List.of();
        }
        Set<String> found = new TreeSet<>(roles.of(person, people));
        found.retainAll(access.roles().keySet());
        for (Map.Entry<String, Catalog.Role> role : access.roles().entrySet()) {
            boolean named = role.getValue().users().stream().anyMatch(person::isCalled);
            if (named
                    || (person.kind() == Kind.MEMBER && role.getValue().users().contains("*"))) {
                found.add(role.getKey());
            }
        }
        return List.copyOf(found);
    }

    /** Whether all who read along may see what a reply tells. */
    public Audience audience(AudienceRequest request) {
        String channel = channel(request.conversationId());
        Room room = people.room(channel);
        if (room == Room.DIRECT) {
            return Audience.EVERYBODY;
        }
        if (room == Room.PUBLIC && !mayRead(Person.ANY_MEMBER, request)) {
            return new Audience(false, "a public channel, which every member can read, and not all may see this");
        }
        List<String> members = people.members(channel, rules.largestRoom()).orElse(null);
        if (members == null) {
            return new Audience(false, "more than " + rules.largestRoom() + " members, whose rights are not looked up");
        }
        Set<List<String>> checked = new HashSet<>();
        for (String member : members) {
            Person person = people.person(member);
            boolean reads = person.kind() != Kind.BOT && person.kind() != Kind.GONE;
            if (!reads || member.equals(request.message().userId())) {
                continue;
            }
            if (refused(person) != null) {
                return new Audience(false, "a member without access reads along");
            }
            if (checked.add(rolesOf(person)) && !mayRead(person, request)) {
                return new Audience(false, "a member with fewer rights reads along");
            }
        }
        return Audience.EVERYBODY;
    }

    /**
     * Whether somebody, the asker included, may see now what was replied to a message: its rows, or whatever else it tells.
     *
     * @param sql the statement whose rows it tells of; {@code null} where it tells of none
     * @param guarded whether it may tell more than its rows: it drew on what the asker alone was shown
     */
    public boolean mayRead(String userId, UserMessage asked, @Nullable String sql, boolean guarded) {
        Person person = people.person(userId);
        return refused(person) == null && mayRead(person, asked, sql, guarded);
    }

    private boolean mayRead(Person person, AudienceRequest request) {
        return mayRead(person, request.message(), request.sql(), request.guarded());
    }

    private boolean mayRead(Person person, UserMessage asked, @Nullable String sql, boolean guarded) {
        Asker asker = Asker.of(asked);
        Asker reader = new Asker(person.id(), rolesOf(person));
        return (sql == null || guard.mayShow(sql, asker, reader))
                && ((sql != null && !guarded) || guard.mayTell(asker, reader));
    }

    private static String channel(String conversationId) {
        String[] parts = conversationId.split("/", -1);
        if (parts.length < 3) {
            throw new IllegalArgumentException("no workflow of a chat program: " + conversationId);
        }
        return parts[1];
    }
}
