package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.wiring.Application;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Calling the roll on the page {@code /users}. */
@BrowserTest
final class RollCallBrowserTest {
    private static final String CALL = "form.call button";
    private static final String RESULT = "#summary h2";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static ToldRemote remote;
    private static Application application;

    @BeforeAll
    static void start() throws Exception {
        remote = ToldRemote.start();
        application = Application.open(Settings.of(Map.of(
                "server.port", "0",
                "db.url", "jdbc:h2:file:" + folder.resolve("directory"),
                "remote.uri", remote.uri(),
                "remote.attempts", "1",
                "remote.attempt-timeout", "PT60S",
                "roll-call.max-ids", "200")));
        fillDirectory("ann", "tom");
        browser = Browser.start(folder);
    }

    private static void fillDirectory(String... ids) throws Exception {
        String users = Stream.of(ids)
                .map("{\"id\":\"%s\",\"name\":\"\",\"email\":\"\"}%n"::formatted)
                .collect(Collectors.joining());
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(application.address().resolve("/api/imports"))
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(users))
                    .build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        browser.close();
        application.close();
        remote.close();
    }

    private static void begin(View view) {
        remote.forget();
        browser.look(view, application.address());
        browser.open("/users");
    }

    private static void awaitResult(String... texts) {
        for (String text : texts) {
            browser.awaitText("#summary", text);
        }
    }

    private static List<String> rows() {
        return browser.texts(".answers tbody tr");
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /** The picture in README, which {@code -Drollcall.screenshot=FILE} makes anew. */
    @Test
    void the_sample_shows_every_outcome() throws Exception {
        try (Application sample = Application.open(Settings.of(Map.of(
                "server.port", "0",
                "db.url", "jdbc:h2:mem:sample",
                "remote.attempt-timeout", "10s")))) { // so that a slow id is late, however busy the machine is
            browser.look(View.LIGHT, sample.address());
            browser.open("/users?ids=1,2,3,5,7,8,37,55&deadline=PT3S");
            awaitResult("8 asked", "5 present", "1 absent", "1 late", "1 failed");
            browser.check("readme");
        }
        String file = System.getProperty("rollcall.screenshot");
        if (file != null) {
            Files.copy(browser.picture("readme"), Path.of(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** What works the same with the script and without. */
    @Nested
    @ParameterizedClass
    @EnumSource(
            value = View.class,
            names = {"PHONE", "DARK_WITHOUT_SCRIPT"}) // with and without the script, both colours, both widths
    class Everywhere {
        @Parameter
        private View view = View.LIGHT;

        @BeforeEach
        void begin() {
            RollCallBrowserTest.begin(view);
        }

        @Test
        void the_form_is_shown_first() {
            assertThat(browser.find("#by-count").isSelected()).isTrue();
            assertThat(browser.requests().stream().anyMatch(uri -> uri.contains("/script.js")))
                    .isEqualTo(view.isScripted());
            browser.check("form");
        }

        @Test
        void calls_the_first_ids() {
            browser.fill("#count", "12");
            browser.click(CALL);
            awaitResult("Complete", "12 asked", "12 present");
            assertThat(rows()).hasSize(12).first().asString().startsWith("0 present Person 0 0@example.org ");
            assertThat(browser.path()).isEqualTo("/users?count=12");
            browser.check("count");
        }

        @Test
        void warns_if_nobody_is_there() {
            for (int id = 0; id < 12; id++) {
                remote.refuse(Integer.toString(id), 404);
            }
            browser.fill("#count", "12");
            browser.click(CALL);
            awaitResult("Complete", "Warning: ", "12 absent");
            browser.check("warning");
        }

        @Test
        void calls_ids_that_are_typed() {
            remote.refuse("tim@home", 404);
            remote.refuse("ülo", 500);
            browser.click("#by-ids");
            browser.fill("#ids", "ann, tim@home\nülo");
            browser.click(CALL);
            awaitResult("Not complete", "3 asked", "1 present", "1 absent", "1 failed");
            assertThat(rows()).hasSize(3);
            assertThat(rows().get(1)).contains("tim@home absent");
            assertThat(rows().get(2)).contains("ülo failed", "500");
            browser.check("ids");
        }

        @Test
        void calls_the_ids_of_a_file() throws IOException {
            browser.click("#by-file");
            browser.choose("#file", file("roster.txt", "5\n\n 7 \n9\n"));
            browser.click(CALL);
            awaitResult("Complete", "3 asked");
            assertThat(rows()).hasSize(3).last().asString().startsWith("9 present");
            assertThat(browser.path()).isEqualTo("/users?ids=5,7,9");
            browser.check("file");
        }

        @Test
        void calls_the_whole_directory() {
            browser.click("#by-directory");
            browser.click(CALL);
            awaitResult("Complete", "2 asked", "2 present");
            assertThat(rows()).last().asString().startsWith("tom present");
            assertThat(browser.path()).isEqualTo("/users?roster=directory");
            browser.check("directory");
        }

        @Test
        void errors_stand_beside_their_fields_and_can_be_mended() {
            browser.expectRefusal(400);
            browser.fill("#count", "201");
            browser.fill("#deadline", "soon");
            browser.click(CALL);
            browser.awaitText("#count-error", "201");
            browser.awaitText("#deadline-error", "soon");
            assertThat(browser.find("#count").getDomAttribute("aria-invalid")).isEqualTo("true");
            assertThat(browser.find("#count").getDomAttribute("aria-describedby"))
                    .isEqualTo("count-error");
            assertThat(browser.find("#deadline").getDomProperty("value")).isEqualTo("soon");
            browser.check("errors");

            browser.fill("#count", "2");
            browser.fill("#deadline", "1.5");
            browser.click(CALL);
            awaitResult("Complete", "2 asked");
            assertThat(browser.all(".error")).isEmpty();
            assertThat(browser.path()).isEqualTo("/users?count=2&deadline=PT1.5S");
        }

        @Test
        void a_choice_without_a_value_is_told() {
            browser.expectRefusal(400);
            browser.click("#by-file");
            browser.click(CALL);
            browser.awaitText("#file-error", "selected, but empty");
            assertThat(browser.find("#by-file").isSelected()).isTrue();
            browser.check("nothing-chosen");
        }

        @Test
        void calls_the_late_and_failed_ones_again() {
            remote.hold("1");
            remote.refuse("2", 503);
            browser.fill("#count", "4");
            browser.fill("#deadline", "0.5");
            browser.click(CALL);
            awaitResult("Not complete", "2 present", "1 late", "1 failed", "again (2)");
            browser.check("not-complete");

            remote.forget();
            browser.click("#summary form button");
            awaitResult("Complete", "2 asked", "2 present");
            assertThat(rows()).hasSize(2).first().asString().startsWith("1 present");
            assertThat(browser.path()).isEqualTo("/users?ids=1,2&deadline=PT0.5S");
            browser.check("again");
        }

        @Test
        void the_link_leads_to_the_same_call() {
            browser.fill("#count", "3");
            browser.fill("#concurrency", "2");
            browser.click(CALL);
            awaitResult("Complete");
            browser.click("#link");
            awaitResult("Complete", "3 asked");
            assertThat(browser.path()).isEqualTo("/users?count=3&concurrency=2");
            assertThat(browser.find("#count").getDomProperty("value")).isEqualTo("3");
            assertThat(browser.find("#concurrency").getDomProperty("value")).isEqualTo("2");
            browser.check("link");
        }

        @Test
        void the_call_can_be_kept_as_a_file() {
            browser.fill("#count", "3");
            browser.click(CALL);
            awaitResult("Complete");
            assertThat(browser.all("a[download]"))
                    .extracting(WebElement::getText)
                    .containsExactly("JSON", "NDJSON", "CSV");
            browser.click("a[download][href$=csv]");
            String csv = browser.downloaded("roll-call.csv");
            assertThat(csv.lines()).hasSize(4);
            assertThat(csv).contains("Person 2");
        }

        @Test
        void diagrams_show_the_times() {
            remote.refuse("7", 404);
            browser.fill("#count", "30");
            browser.click(CALL);
            awaitResult("Complete", "30 asked");
            assertThat(browser.all(".waterfall svg path.present")).hasSize(1);
            assertThat(browser.all(".waterfall svg path.absent")).hasSize(1);
            assertThat(browser.find(".waterfall .scroll").getSize().getHeight()).isGreaterThan(100);
            assertThat(browser.all(".histogram svg path.present")).hasSize(1);
            browser.awaitText(".histogram figcaption", "Times of 30 answers");
            browser.check("diagrams");
        }
    }

    /** What only the script does. */
    @Nested
    @ParameterizedClass
    @EnumSource(
            value = View.class,
            names = {"LIGHT", "DARK", "PHONE"})
    class Live {
        @Parameter
        private View view = View.LIGHT;

        @BeforeEach
        void begin() {
            RollCallBrowserTest.begin(view);
            remote.hold("3");
            browser.fill("#count", "5");
            browser.fill("#deadline", "30");
            browser.click(CALL);
            browser.awaitText("#progress", "4 of 5 answered");
        }

        @Test
        void rows_fill_in_as_answers_arrive() {
            browser.awaitText(RESULT, "Calling the roll");
            assertThat(browser.find("progress").getDomProperty("value")).isEqualTo("4");
            assertThat(browser.all("#row3.waiting")).hasSize(1);
            assertThat(rows()).element(4).asString().startsWith("4 present");
            browser.check("live");

            remote.forget();
            awaitResult("Complete", "5 present");
            assertThat(rows()).element(3).asString().startsWith("3 present");
            assertThat(browser.all("#progress, #cancel")).isEmpty();
            assertThat(browser.path()).isEqualTo("/users?count=5&deadline=PT30S");
            assertThat(browser.find("#status").getText()).isEqualTo("Done: 5 present, 0 absent, 0 late, 0 failed");
            browser.check("live-done");
        }

        @Test
        void a_call_can_be_cancelled_and_another_begun() {
            browser.click("#cancel");
            browser.awaitText(RESULT, "Cancelled");
            assertThat(browser.all("#row3.waiting")).hasSize(1);
            assertThat(browser.path()).isEqualTo("/users");
            browser.check("cancelled");

            remote.forget();
            browser.fill("#count", "2");
            browser.click(CALL);
            awaitResult("Complete", "2 present");
        }
    }

    /** All of it without a mouse. */
    @Nested
    @ParameterizedClass
    @EnumSource(
            value = View.class,
            names = {"LIGHT", "DARK_WITHOUT_SCRIPT"})
    class ByKeyboard {
        @Parameter
        private View view = View.LIGHT;

        @BeforeEach
        void begin() {
            RollCallBrowserTest.begin(view);
        }

        @Test
        void the_form_is_filled_in_mended_and_sent() {
            browser.expectRefusal(400);
            browser.pressUntilFocused(Keys.TAB, ".skip");
            browser.check("keyboard-skip");
            browser.press(Keys.ENTER);
            browser.pressUntilFocused(Keys.TAB, "#by-count");
            browser.pressUntilFocused(Keys.ARROW_DOWN, "#by-ids");
            browser.pressUntilFocused(Keys.TAB, "#ids");
            browser.press("1, 2, 3");
            browser.pressUntilFocused(Keys.TAB, "#deadline");
            browser.press("never");
            browser.press(Keys.ENTER);
            browser.awaitText("#deadline-error", "never");
            browser.pressUntilFocused(Keys.TAB, "#deadline");
            browser.press(Keys.END, Keys.BACK_SPACE.toString().repeat(5), "2");
            browser.check("keyboard-error");

            remote.refuse("2", 503);
            browser.pressUntilFocused(Keys.TAB, CALL);
            browser.press(Keys.SPACE);
            awaitResult("Not complete", "3 asked");
            remote.forget();
            browser.pressUntilFocused(Keys.TAB, "#summary form button");
            browser.check("keyboard-again");
            browser.press(Keys.SPACE);
            awaitResult("Complete", "1 asked");
            browser.pressUntilFocused(Keys.TAB, "#link");
            browser.pressToLeave(Keys.ENTER);
            awaitResult("Complete", "1 asked");
            browser.pressUntilFocused(Keys.TAB, "nav a[href='./']");
            browser.pressUntilFocused(Keys.TAB, "a[download][href$=csv]");
            browser.pressUntilFocused(Keys.TAB, ".waterfall .scroll");
            browser.check("keyboard-diagram");
        }
    }

    @Test
    void a_live_call_is_cancelled_by_keyboard() {
        begin(View.LIGHT);
        remote.hold("1");
        browser.pressUntilFocused(Keys.TAB, "#count");
        browser.press("2", Keys.ENTER);
        browser.awaitText("#progress", "1 of 2 answered");
        browser.pressUntilFocused(Keys.TAB, "#cancel");
        browser.check("keyboard-cancel");
        browser.press(Keys.SPACE);
        browser.awaitText(RESULT, "Cancelled");
        assertThat(browser.focused().getText()).contains("cancelled");
    }
}
