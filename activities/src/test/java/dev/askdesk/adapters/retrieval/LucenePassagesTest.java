package dev.askdesk.adapters.retrieval;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LucenePassagesTest extends PassageIndexContract {
    @TempDir
    private Path folder;

    @Override
    PassageIndex index(String version) {
        return new LucenePassages(folder, version);
    }
}
