package dev.askdesk.governance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gives people and groups roles of the catalog:
 *
 * <pre>
 *   people:
 *     ann@firm.example: [finance]
 *     U0123ABCD: [finance, partners]
 *   groups:
 *     fund-accounting: [finance]
 * </pre>
 *
 * <p>It is read again when it has changed, so nobody need restart a worker to give or take a role. A file that cannot be
 * read gives nobody anything: everything that needs it fails until it is mended.
 */
public final class RolesFile {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final @Nullable Path file;
    private @Nullable FileTime readAt;
    private Content content = Content.NONE;

    private record Content(
            @JsonProperty("people") Map<String, List<String>> people,
            @JsonProperty("groups") Map<String, List<String>> groups) {
        static final Content NONE = new Content(Map.of(), Map.of());

        private Content {
            people = people == null ? Map.of() : people;
            groups = groups == null ? Map.of() : groups;
        }
    }

    /** @param file {@code null} where there is none */
    public RolesFile(@Nullable Path file) {
        this.file = file;
    }

    /** Roles that the file gives somebody, by id, address or group. */
    Set<String> of(People.Person person, People people) {
        Content now = content();
        Set<String> roles = new TreeSet<>();
        now.people().forEach((who, given) -> {
            if (person.isCalled(who)) {
                roles.addAll(given);
            }
        });
        now.groups().forEach((group, given) -> {
            if (!roles.containsAll(given) && people.isIn(person.id(), group)) {
                roles.addAll(given);
            }
        });
        return roles;
    }

    /** Names of roles that the file gives and the catalog does not have. */
    public List<String> unknown(Set<String> catalogRoles) {
        Content now = content();
        Set<String> given = new TreeSet<>();
        now.people().values().forEach(given::addAll);
        now.groups().values().forEach(given::addAll);
        given.removeAll(catalogRoles);
        return new ArrayList<>(given);
    }

    private synchronized Content content() {
        if (file == null) {
            return Content.NONE;
        }
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(readAt)) {
                Content read = YAML.readValue(file.toFile(), Content.class);
                content = read == null ? Content.NONE : read;
                readAt = changed;
            }
            return content;
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.CHANNEL_UNAVAILABLE,
                    "The roles in " + file
                            + " cannot be read, so nobody has any: correct the file, or ASKDESK_SLACK_ROLES.",
                    e);
        }
    }
}
