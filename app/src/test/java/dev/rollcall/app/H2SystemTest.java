package dev.rollcall.app;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

final class H2SystemTest implements SystemContract {
    @TempDir
    private Path folder;

    @Override
    public Map<String, String> database() {
        return Map.of("db.url", "jdbc:h2:file:" + folder.resolve("data/rollcall"));
    }
}
