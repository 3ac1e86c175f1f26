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
        /** Deactivated, or never there. */
        GONE
    }

    /** @param email in lower case; {@code null} where it is not known */
    record Person(String id, @Nullable String email, Kind kind) {}

    /** Never fails for an id that nobody has. */
    Person person(String id);

    /**
     * Whether somebody is in a group of people.
     *
     * @param group its id or its handle
     */
    boolean isIn(String id, String group);

    /** Whether a room is one person's alone, the app aside. */
    boolean isDirect(String channel);

    /** Ids of a room's members; empty where there are more than {@code most}. */
    Optional<List<String>> members(String channel, int most);
}
