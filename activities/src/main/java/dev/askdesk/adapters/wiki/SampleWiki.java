package dev.askdesk.adapters.wiki;

import dev.askdesk.adapters.SampleFiles;
import java.nio.file.Path;

/** The wiki of the sample firm, written into a folder as files. */
public final class SampleWiki {
    private SampleWiki() {}

    /** @return its folder below the home, written when it is not there or of another version */
    public static Path in(Path home) {
        return SampleFiles.unpack(SampleWiki.class, home.resolve("sample-wiki"));
    }
}
