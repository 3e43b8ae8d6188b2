package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.sample.SampleRemote;
import dev.rollcall.app.wiring.Application;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class H2SystemTest implements SystemContract {
    @TempDir
    private Path folder;

    @Override
    public Map<String, String> database() {
        return Map.of("db.url", "jdbc:h2:file:" + folder.resolve("data/rollcall"));
    }

    @Test
    void the_sample_fills_an_empty_embedded_directory() throws Exception {
        try (Application application = start()) {
            assertThat(SystemContract.get(application, "").split("<tr><td>", -1))
                    .hasSize(51);
        }
        try (SampleRemote remote = SampleRemote.start();
                Application application =
                        start("db.url", "jdbc:h2:file:" + folder.resolve("other"), "remote.uri", remote.uri())) {
            assertThat(SystemContract.get(application, "")).contains("The directory is empty");
        }
    }
}
