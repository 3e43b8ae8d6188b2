package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.wiring.Application;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The pages of the directory: the index, a user, and what is shown if something is wrong. */
@BrowserTest
final class DirectoryBrowserTest {
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

    private static void begin(View view) {
        browser.look(view, application.address());
        browser.open("/");
    }

    private static List<String> rows() {
        return browser.texts("tbody tr");
    }

    /** What works the same with the script and without. */
    @Nested
    @ParameterizedClass
    @EnumSource(View.class)
    class Everywhere {
        @Parameter
        private View view = View.LIGHT;

        @BeforeEach
        void begin() {
            DirectoryBrowserTest.begin(view);
        }

        @Test
        void users_are_paged() {
            assertThat(rows()).hasSize(50).first().asString().startsWith("0 Amara Okafor");
            browser.check("index");
            browser.click("a[rel=next]");
            browser.find("nav.pages a[href='./']");
            assertThat(rows()).hasSize(50).noneMatch(row -> row.startsWith("0 "));
            browser.check("next-page");
            browser.click("a[rel=next]");
            browser.awaitText("nav.pages", "First page");
            browser.click("nav.pages a[href='./']");
            browser.awaitText("tbody", "Amara Okafor");
        }

        @Test
        void users_are_found() {
            browser.fill("#q", "sarEN");
            browser.click("form[role=search] button");
            browser.awaitText(".empty", "No user matches “sarEN”");
            browser.check("nothing-found");
            browser.fill("#q", "söREN");
            browser.click("form[role=search] button");
            browser.awaitText("tbody tr:first-child", "Søren");
            assertThat(rows()).isNotEmpty().allMatch(row -> row.contains("Søren"));
            assertThat(browser.find("#q").getDomProperty("value")).isEqualTo("söREN");
            browser.check("found");
        }

        @Test
        void users_are_sorted_by_name() {
            browser.click("thead a[href*='sort=name']");
            browser.awaitText("[aria-sort]", "Name");
            assertThat(rows()).hasSize(50).first().asString().contains("Amara Adeyemi");
            browser.check("sorted");
        }

        @Test
        void a_user_has_a_page() {
            browser.click("tbody a");
            browser.awaitText("h1", "User 0");
            browser.awaitText("dl", "Amara Okafor");
            assertThat(rows()).hasSize(1);
            browser.check("user");
        }

        @Test
        void problems_are_pages() {
            browser.expectRefusal(404);
            browser.open("/users/nobody");
            browser.check("unknown-user");
            browser.click("main a");
            browser.awaitText("h1", "Unknown user");
            browser.check("problem");
        }
    }

    /** What only the script does. */
    @ParameterizedTest
    @EnumSource(
            value = View.class,
            names = {"LIGHT", "DARK", "PHONE"})
    void users_are_found_while_one_types(View view) {
        begin(view);
        browser.fill("#q", "søren");
        browser.awaitText("tbody tr:first-child", "Søren");
        assertThat(rows()).isNotEmpty().allMatch(row -> row.contains("Søren"));
        assertThat(browser.path()).isEqualTo("/?q=s%C3%B8ren");
        assertThat(browser.focused()).isEqualTo(browser.find("#q"));
        browser.check("typing");
    }

    @Test
    void a_user_is_found_by_keyboard() {
        begin(View.LIGHT);
        browser.pressUntilFocused(Keys.TAB, "#q");
        browser.press("søren", Keys.ENTER);
        browser.awaitText("tbody tr:first-child", "Søren");
        browser.pressUntilFocused(Keys.TAB, "tbody a");
        browser.check("keyboard-found");
        browser.press(Keys.ENTER);
        browser.awaitText("h1", "User ");
    }
}
