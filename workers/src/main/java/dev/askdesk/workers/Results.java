package dev.askdesk.workers;

import dev.askdesk.adapters.results.FileResultStore;
import dev.askdesk.adapters.results.ResultStore;
import dev.askdesk.adapters.results.S3ResultStore;
import dev.askdesk.adapters.results.S3Settings;

/** Opens the store of results that the settings name. */
public final class Results {
    private Results() {}

    /**
     * Calls nothing yet: what is wrong with the store, its first use says.
     *
     * @throws dev.askdesk.adapters.OutsideException the region of a bucket is not known
     */
    public static ResultStore open(Settings settings) {
        ResultsSettings results = settings.results();
        S3Settings bucket = results.bucket();
        return bucket == null ? new FileResultStore(results.folder()) : new S3ResultStore(bucket, results.folder());
    }
}
