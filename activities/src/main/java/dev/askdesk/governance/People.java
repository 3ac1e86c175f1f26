package dev.askdesk.governance;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port of what a chat program knows of its people and rooms. Answers may be some minutes old. */
public interface People {
    /** What somebody is to the organisation. */
    enum Kind {
        MEMBER,
        GUEST,
        /** Of another organisation, in a shared channel. */
        OUTSIDER,
        /** A program. */
        BOT,
        /** Deactivated. */
        GONE
    }

    /** @param email in lower case; {@code null} where it is not known */
    record Person(String id, @Nullable String email, Kind kind) {
        /** Somebody who is a full member, and nothing else is known of. */
        static final Person ANY_MEMBER = new Person("", null, Kind.MEMBER);

        /** Whether an entry of a list of people, an id or an address, is about them; an outsider's address is not ours to trust. */
        boolean isCalled(String entry) {
            return entry.equals(id) || (kind != Kind.OUTSIDER && entry.equalsIgnoreCase(email));
        }
    }

    /** Never fails: somebody of whom nothing is told is an outsider, since they may be there all the same. */
    Person person(String id);

    /**
     * Whether somebody is in a group of people.
     *
     * @param group its id or its handle
     */
    boolean isIn(String id, String group);

    /** Who can read in a room. */
    enum Room {
        /** One person's alone, the app aside. */
        DIRECT,
        /** Its members and nobody else. */
        PRIVATE,
        /** Every full member of the organisation, whether or not they joined. */
        PUBLIC
    }

    Room room(String channel);

    /** Ids of a room's members; empty where there are more than {@code most}. */
    Optional<List<String>> members(String channel, int most);
}
