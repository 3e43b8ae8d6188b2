package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.rollcall.domain.User;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.directory.DirectoryUnavailable.Reason;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Tally;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports that leave the rest of the server alive. */
@Timeout(60)
final class UserImportsTest {
    private static final String ROWS = "id,name,email\n1,Anna,\n2,Bert,\n";

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Saves users without an end, as long as it is let. */
    private Tally saveForEver(Iterable<User> users) {
        try {
            while (users.iterator().hasNext()) {
                begun.countDown();
                Thread.onSpinWait();
            }
            return Tally.NONE;
        } finally {
            ended.countDown();
        }
    }

    @Test
    void an_import_of_all_rows_is_rolled_back_when_its_client_leaves() throws Exception {
        Directory directory = mock(Directory.class, call -> saveForEver(call.getArgument(0)));
        try (ServedSite site = ServedSite.over(directory)) {
            try (var client = new BareClient(site)) {
                client.post("/api/imports", "text/csv").chunk(ROWS).send("0\r\n\r\n");
                assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "each", "dry-run"})
    void an_import_ends_when_its_client_leaves_in_the_middle_of_the_file(String mode) {
        try (var site = new ServedSite()) {
            try (var client = new BareClient(site)) {
                client.post("/api/imports?mode=" + mode, "text/csv").chunk(ROWS);
            }
            assertThat(site.get("/api/users").statusCode()).isEqualTo(200);
            assertThat(site.directory.count(Query.first(1))).isZero();
        }
    }

    @Test
    void a_few_files_are_kept_at_once_and_more_are_refused_for_now() throws Exception {
        try (var site = new ServedSite();
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> imports = Stream.<Callable<String>>generate(() -> () -> firstAnswer(site))
                    .limit(9)
                    .toList();
            assertThat(executor.invokeAny(imports)).contains("503", "Retry-After: 5", "/problems/directory-busy");
        }
    }

    /** Sends half a file, and waits for the answer. */
    private static String firstAnswer(ServedSite site) {
        try (var client = new BareClient(site)) {
            return client.post("/api/imports", "text/csv").chunk(ROWS).readUntil("}");
        }
    }

    @Test
    void no_folder_for_a_file_is_told_as_a_disk_that_is_full() {
        String folder = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", folder + "/nobody-made-this");
        try (var site = new ServedSite()) {
            HttpResponse<String> refused = site.send("POST", "/api/imports", ROWS, "Content-Type", "text/csv");
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(refused.body()).contains("/problems/storage-full", "nothing was saved");
        } finally {
            System.setProperty("java.io.tmpdir", folder);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OUTAGE, 503, directory-unavailable",
        "BUSY, 503, directory-busy",
        "SLOW, 503, directory-slow",
        "FULL, 507, storage-full",
    })
    void why_the_directory_is_unavailable_is_told(Reason reason, int status, String slug) {
        Directory directory = mock(Directory.class, call -> {
            throw new DirectoryUnavailable(reason, "away");
        });
        try (ServedSite site = ServedSite.over(directory)) {
            HttpResponse<String> refused =
                    site.send("POST", "/api/imports?mode=each", ROWS, "Content-Type", "text/csv");
            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(refused.body()).contains("/problems/" + slug);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        }
    }
}
