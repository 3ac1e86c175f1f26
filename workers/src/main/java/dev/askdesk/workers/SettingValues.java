package dev.askdesk.workers;

import dev.askdesk.workers.RawSettings.Value;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the text of a setting into its value, or says in one line why it can't. */
final class SettingValues {
    /** What a time is, for people. */
    static final String DURATIONS = "a duration such as 500ms, 30s, 5m, 2h or 7d";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final RawSettings raw;
    private final Path userHome;

    SettingValues(RawSettings raw, Path userHome) {
        this.raw = raw;
        this.userHome = userHome;
    }

    String text(Setting setting) {
        return raw.get(setting).text();
    }

    @Nullable
    String optionalText(Setting setting) {
        String text = text(setting);
        return text.isEmpty() ? null : text;
    }

    Optional<Path> path(Setting setting) {
        String text = text(setting);
        return text.isEmpty() ? Optional.empty() : Optional.of(path(text, userHome));
    }

    int integer(Setting setting, int least, int most) {
        try {
            int value = Integer.parseInt(text(setting));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, with the range
        }
        throw wrong(setting, "a whole number from " + least + " to " + most);
    }

    double decimal(Setting setting, double least, double most) {
        try {
            double value = Double.parseDouble(text(setting));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, with the range
        }
        throw wrong(setting, "a number from " + least + " to " + most);
    }

    Duration duration(Setting setting) {
        Duration value = duration(text(setting));
        if (value == null) {
            throw wrong(setting, DURATIONS);
        }
        return value;
    }

    /** One that is at most so long. */
    Duration duration(Setting setting, Duration most) {
        Duration value = duration(setting);
        if (value.compareTo(most) > 0) {
            throw wrong(setting, "at most " + most.toSeconds() + "s");
        }
        return value;
    }

    /** A positive time such as {@code 30s}; {@code null} where the text is none. */
    static @Nullable Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        Duration value = null;
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            value = switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        } else {
            value = isoDuration(text);
        }
        return value == null || value.isZero() || value.isNegative() ? null : value;
    }

    URI url(Setting setting) {
        String text = text(setting);
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // reported below
        }
        throw wrong(setting, "an http or https URL");
    }

    /** {@code null} where nothing is set; without a slash at its end. */
    @Nullable
    URI optionalUrl(Setting setting) {
        return text(setting).isEmpty()
                ? null
                : URI.create(url(setting).toString().replaceAll("/+$", ""));
    }

    @Nullable
    Secret secret(Setting setting) {
        String text = optionalText(setting);
        return text == null ? null : new Secret(text);
    }

    /** What stands between commas. */
    List<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    boolean flag(Setting setting) {
        return switch (text(setting).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw wrong(setting, "true or false");
        };
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text(setting))) {
                return value;
            }
        }
        String names = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
        throw wrong(setting, "one of " + names.substring(1, names.length() - 1));
    }

    /** Several of an enumeration, separated by commas; none where nothing is set. */
    <E extends Enum<E>> Set<E> choices(Setting setting, Class<E> type) {
        Set<E> chosen = EnumSet.noneOf(type);
        for (String name : raw.get(setting).text().split(",")) {
            if (!name.isBlank()) {
                chosen.add(Arrays.stream(type.getEnumConstants())
                        .filter(value -> value.name().equalsIgnoreCase(name.strip()))
                        .findFirst()
                        .orElseThrow(() -> wrong(
                                setting,
                                "a list of "
                                        + Arrays.toString(type.getEnumConstants())
                                                .toLowerCase(Locale.ROOT)
                                                .replaceAll("[\\[\\]]", ""))));
            }
        }
        return chosen;
    }

    /** An absolute path; {@code ~} is the user's home. */
    static Path path(String text, Path userHome) {
        try {
            if (text.equals("~")) {
                return userHome;
            }
            Path path = text.startsWith("~/") ? userHome.resolve(text.substring(2)) : Path.of(text);
            return path.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new SettingsException("'" + text + "' is not a path: " + e.getReason() + ".");
        }
    }

    /** A URL, for people: without what might be a password in it. */
    static String withoutSecrets(String url) {
        return url.replaceAll("(?i)(pwd|password|token|secret)=[^;&]*", "$1=********")
                .replaceAll("//[^/@]+@", "//********@");
    }

    private static @Nullable Duration isoDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** What is said of a value that cannot be. */
    SettingsException wrong(Setting setting, String expected) {
        Value value = raw.get(setting);
        String shown = setting.secret() ? "********" : "'" + value.text() + "'";
        return new SettingsException("Setting " + setting.key() + " is " + shown + " (" + value.source()
                + "), but must be " + expected + ".");
    }
}
