package dev.askdesk.adapters.results;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where results are in a store that speaks S3.
 *
 * @param prefix with what the names of all results begin; empty for none
 * @param endpoint of a store that is not Amazon's; its buckets are paths, not hosts
 * @param region {@code null} for the environment's
 * @param keys {@code null} for the environment's: variables, profile, container or instance
 */
public record S3Settings(
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        @Nullable String region,
        @Nullable Keys keys) {

    /** An access key, of which nothing is printed. */
    public record Keys(String id, String secret) {
        @Override
        public String toString() {
            return "********";
        }
    }

    /** The key of an object. */
    String key(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** The bucket and where it is, for people. */
    String place() {
        return "s3://" + bucket + (endpoint == null ? "" : " at " + endpoint);
    }
}
