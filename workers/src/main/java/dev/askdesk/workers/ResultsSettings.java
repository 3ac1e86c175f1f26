package dev.askdesk.workers;

import dev.askdesk.adapters.results.S3Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where results are kept. Workers that share conversations must share it.
 *
 * @param folder of this machine; where they are in a bucket, they are written there first
 * @param bucket {@code null} where they are in the folder
 */
public record ResultsSettings(Path folder, @Nullable S3Settings bucket) {
    private static final Pattern URL = Pattern.compile("(?i)([a-z][a-z0-9+.-]*):/.*");
    /** As S3 has them, and a little more: other stores allow underscores and capitals. */
    private static final Pattern BUCKET = Pattern.compile("s3://([A-Za-z0-9][A-Za-z0-9._-]{1,62})(?:/(.*))?");
    /** Characters that no store has to escape, and no step that a store could take for a way up. */
    private static final Pattern PREFIX = Pattern.compile("(?!\\.)[A-Za-z0-9._=-]+(?:/(?!\\.)[A-Za-z0-9._=-]+)*");

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

    static ResultsSettings of(SettingValues values, Path home) {
        Path folder = home.resolve("results");
        String place = values.text(Setting.RESULTS);
        if (!URL.matcher(place).matches()) {
            return new ResultsSettings(values.path(Setting.RESULTS).orElse(folder), null);
        }
        Matcher url = BUCKET.matcher(place);
        String prefix = "";
        if (url.matches()) {
            prefix = url.group(2) == null ? "" : url.group(2).replaceAll("/+$", "");
        }
        if (!url.matches() || !(prefix.isEmpty() || PREFIX.matcher(prefix).matches())) {
            throw values.wrong(Setting.RESULTS, "a folder, or s3://bucket or s3://bucket/prefix");
        }
        URI endpoint = values.optionalUrl(Setting.RESULTS_S3_ENDPOINT);
        return new ResultsSettings(
                folder, new S3Settings(url.group(1), prefix, endpoint, region(values), keys(values)));
    }

    private static @Nullable String region(SettingValues values) {
        String region = values.optionalText(Setting.RESULTS_S3_REGION);
        if (region != null && !REGION.matcher(region).matches()) {
            throw values.wrong(Setting.RESULTS_S3_REGION, "a region such as eu-central-1");
        }
        return region;
    }

    private static S3Settings.@Nullable Keys keys(SettingValues values) {
        String id = values.optionalText(Setting.RESULTS_S3_KEY_ID);
        String secret = values.optionalText(Setting.RESULTS_S3_SECRET_KEY);
        if ((id == null) != (secret == null)) {
            throw new SettingsException(
                    "Of ASKDESK_RESULTS_S3_KEY_ID and ASKDESK_RESULTS_S3_SECRET_KEY only one is set: set both, or"
                            + " none to take AWS's own variables or profile.");
        }
        return id == null || secret == null ? null : new S3Settings.Keys(id, secret);
    }
}
