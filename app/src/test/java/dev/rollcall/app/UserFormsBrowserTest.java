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
import java.util.Locale;
import java.util.Map;
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

/** Adding, changing, removing, importing and exporting users. */
@BrowserTest
final class UserFormsBrowserTest {
    private static final String EDIT = "details:first-of-type summary";
    private static final String REMOVE = "details:last-of-type summary";

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Application application;

    @BeforeAll
    static void start() throws Exception {
        application = Application.open(
                Settings.of(Map.of("server.port", "0", "db.url", "jdbc:h2:file:" + folder.resolve("directory"))));
        browser = Browser.start(folder);
    }

    @AfterAll
    static void stop() {
        browser.close();
        application.close();
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
            browser.look(view, application.address());
        }

        /** Returns an id that only this view uses. */
        private String id(String name) {
            return name + "-" + view.name().toLowerCase(Locale.ROOT);
        }

        private String saved(String name) throws Exception {
            return save(id(name), "Ada Lovelace");
        }

        @Test
        void a_user_is_added() {
            browser.open("/");
            browser.click("a[href$='add']");
            browser.check("add");
            browser.fill("#id", id("added"));
            browser.fill("#name", "Grace Hopper");
            browser.fill("#email", "grace@example.org");
            browser.click("main button");
            browser.awaitText(".notice", "Added.");
            browser.awaitText("dl", "Grace Hopper");
            assertThat(browser.texts("tbody tr")).singleElement().asString().contains("created", "grace@example.org");
            browser.check("added");
        }

        @Test
        void an_id_that_is_wrong_or_taken_is_told_beside_its_field() {
            browser.expectRefusal(400);
            browser.expectRefusal(409);
            browser.open("/add");
            browser.fill("#id", "..");
            browser.fill("#name", "Grace");
            browser.click("main button");
            browser.awaitText("#id-error", "id must not be");
            assertThat(browser.focused()).isEqualTo(browser.find("#id"));
            assertThat(browser.find("#name").getDomProperty("value")).isEqualTo("Grace");
            browser.check("add-wrong");
            browser.fill("#id", "0");
            browser.click("main button");
            browser.awaitText("#id-error", "a user with this id already exists");
            browser.check("add-taken");
            browser.click("a[href$='users/0']");
            browser.awaitText("h1", "User 0");
        }

        @Test
        void a_user_is_changed() throws Exception {
            browser.open(saved("changed"));
            browser.click(EDIT);
            browser.check("edit");
            browser.fill("#name", "Ada King");
            browser.click("details[open] button");
            browser.awaitText(".notice", "Saved.");
            browser.awaitText("dl", "Ada King");
            assertThat(browser.texts("tbody tr:first-child del")).containsExactly("Ada Lovelace");
            assertThat(browser.texts("tbody tr:first-child ins")).containsExactly("Ada King");
            browser.check("changed");
        }

        @Test
        void who_is_too_late_decides_with_both_in_sight() throws Exception {
            browser.expectRefusal(409);
            browser.open(saved("contested"));
            browser.click(EDIT);
            browser.fill("#name", "Mine");
            save(id("contested"), "Theirs");
            browser.click("details[open] button");
            browser.awaitText("h1", "Somebody else was faster");
            assertThat(browser.texts(".versus .differs td")).containsExactly("Mine", "Theirs");
            browser.check("conflict");
            browser.click("main form button");
            browser.awaitText("dl", "Mine");
            assertThat(browser.texts("tbody tr")).hasSize(3);
        }

        @Test
        void who_is_too_late_can_give_in() throws Exception {
            browser.expectRefusal(409);
            browser.open(saved("left"));
            browser.click(REMOVE);
            save(id("left"), "Theirs");
            browser.click(".grave");
            browser.awaitText("h1", "Somebody else was faster");
            browser.check("conflict-of-removal");
            browser.click("a.button");
            browser.awaitText("dl", "Theirs");
        }

        @Test
        void a_user_is_removed() throws Exception {
            browser.open(saved("removed"));
            browser.click(REMOVE);
            browser.check("remove");
            browser.click(".grave");
            browser.awaitText(".notice", "Removed.");
            browser.awaitText(".note", "no such user any more");
            assertThat(browser.texts("tbody tr")).hasSize(2).first().asString().contains("removed", "Ada Lovelace");
            browser.check("removed");
        }

        @Test
        void users_are_imported() throws IOException {
            browser.open("/");
            browser.click("a[href$='import']");
            browser.check("import");
            browser.choose("#file", csv("%s,Alan,\n%s,Edsger,\n".formatted(id("alan"), id("edsger"))));
            browser.click("main form button");
            browser.awaitText("h2", "Imported");
            browser.awaitText(".counts", "2 created");
            browser.check("imported");
        }

        @Test
        void bad_rows_are_told_and_nothing_is_saved() throws IOException {
            browser.expectRefusal(422);
            browser.open("/import");
            browser.choose("#file", csv("%s,Alan,\n..,Nobody,\n".formatted(id("never"))));
            browser.click("main form button");
            browser.awaitText("h2", "Nothing was saved");
            assertThat(browser.texts(".bad tbody tr"))
                    .singleElement()
                    .asString()
                    .startsWith("3 id ..");
            browser.check("import-bad");
        }

        @Test
        void the_first_rows_of_a_file_are_shown_before_anything_is_saved() throws IOException {
            String number = id("number");
            Path file = Files.writeString(
                    folder.resolve("staff.csv"), "No;First;Last;Left;Phone\n%s;Ada;Lovelace;no;7\n".formatted(number));
            browser.open("/import");
            browser.choose("#file", file);
            preview();
            browser.awaitText("#preview td .failed", "bad");
            browser.awaitText("#preview tbody tr", "map.id=COLUMN");
            browser.check("preview-unmapped");
            browser.fill("#map-id", "No");
            browser.fill("#map-name", "First");
            browser.fill("[aria-label='Second column of the name']", "Last");
            browser.fill("#map-active", "!Left");
            browser.choose("#file", file);
            preview();
            browser.awaitText("#preview tbody tr", number + " Ada Lovelace true");
            browser.awaitText("#preview .note", "Ignored columns: Phone");
            browser.check("preview");
            browser.choose("#file", file);
            browser.click("main form button");
            browser.awaitText(".counts", "1 created");
        }

        /** Without the script, a button shows the preview. */
        private void preview() {
            if (!view.isScripted()) {
                browser.click("[formaction]");
            }
        }

        @Test
        void users_are_exported() {
            browser.open("/?q=Amara");
            browser.click("a[download]");
            assertThat(browser.downloaded("users.csv").lines())
                    .hasSizeGreaterThan(2)
                    .first()
                    .isEqualTo("id,name,email,active");
        }
    }

    /** Saves a user as another program would, and returns the path of the page. */
    private static String save(String id, String name) throws Exception {
        String path = "/users/" + id;
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(application.address().resolve("/api" + path))
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{\"name\":\"%s\",\"email\":\"\"}".formatted(name)))
                    .build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isIn(200, 201);
        }
        return path;
    }

    private static Path csv(String rows) throws IOException {
        return Files.writeString(folder.resolve("users.csv"), "id,name,email\n" + rows);
    }

    @Test
    void a_user_is_added_changed_and_removed_by_keyboard() {
        browser.look(View.LIGHT, application.address());
        browser.open("/");
        browser.pressUntilFocused(Keys.TAB, "a[href$='add']");
        browser.pressToLeave(Keys.ENTER);
        browser.pressUntilFocused(Keys.TAB, "#id");
        browser.press("keys", Keys.TAB, "Ada", Keys.TAB, "ada@example.org");
        browser.pressToLeave(Keys.ENTER);
        browser.awaitText(".notice", "Added.");
        browser.pressUntilFocused(Keys.TAB, EDIT);
        browser.press(Keys.SPACE);
        browser.pressUntilFocused(Keys.TAB, "#name");
        browser.press(Keys.END, " King");
        browser.check("keyboard-edit");
        browser.pressToLeave(Keys.ENTER);
        browser.awaitText("dl", "Ada King");
        browser.pressUntilFocused(Keys.TAB, REMOVE);
        browser.press(Keys.SPACE);
        browser.pressUntilFocused(Keys.TAB, ".grave");
        browser.check("keyboard-remove");
        browser.pressToLeave(Keys.SPACE);
        browser.awaitText(".notice", "Removed.");
    }

    @Test
    void a_conflict_is_decided_by_keyboard() throws Exception {
        browser.look(View.LIGHT, application.address());
        browser.expectRefusal(409);
        browser.open(save("keys-contested", "Ada"));
        browser.pressUntilFocused(Keys.TAB, EDIT);
        browser.press(Keys.SPACE);
        browser.pressUntilFocused(Keys.TAB, "#name");
        browser.press(Keys.END, " King");
        save("keys-contested", "Theirs");
        browser.pressToLeave(Keys.ENTER);
        browser.awaitText("h1", "Somebody else was faster");
        browser.pressUntilFocused(Keys.TAB, "main form button");
        browser.check("keyboard-conflict");
        browser.pressToLeave(Keys.SPACE);
        browser.awaitText("dl", "Ada King");
    }

    @Test
    void users_are_imported_and_exported_by_keyboard() throws IOException {
        browser.look(View.LIGHT, application.address());
        browser.open("/");
        browser.pressUntilFocused(Keys.TAB, "a[href$='import']");
        browser.pressToLeave(Keys.ENTER);
        browser.pressUntilFocused(Keys.TAB, "[value=all]");
        browser.pressUntilFocused(Keys.ARROW_DOWN, "[value=each]");
        browser.pressUntilFocused(Keys.TAB, "#file");
        browser.choose("#file", csv("keys-imported,Barbara,\n..,Nobody,\n")); // as the system's own dialog does
        browser.pressUntilFocused(Keys.TAB, "main form button");
        browser.check("keyboard-import");
        browser.pressToLeave(Keys.SPACE);
        browser.awaitText(".counts", "1 created");
        assertThat(browser.focused().getText()).isEqualTo("Imported");

        browser.open("/");
        browser.pressUntilFocused(Keys.TAB, "a[download]");
        browser.press(Keys.ENTER);
        assertThat(browser.downloaded("users.csv").lines()).contains("keys-imported,Barbara,,true");
    }
}
