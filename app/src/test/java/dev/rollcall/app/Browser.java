package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Debian's Chromium, without a window, as somebody uses it: one for many tests, each of which {@linkplain #look begins} anew with a
 * {@link View} of an application. What is sought is waited for. For one thread.
 */
final class Browser implements AutoCloseable {
    /** Where Chromium is. */
    static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    /** Where the driver is that is made for it. */
    static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** What is to be read of many elements at once, since every question to the driver takes its time. */
    private static final String TEXTS = """
            return Array.from(document.querySelectorAll(arguments[0]),
                element => element.checkVisibility() ? element.innerText.replace(/\\s+/g, ' ').trim() : '')""";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path downloads;
    private final ChromeDriver driver;
    private final WebDriverWait patiently;
    private final List<String> refusals = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<Object> prepared = new ArrayList<>();
    private View view = View.LIGHT;
    private int width = View.LIGHT.width();
    private URI site = URI.create("about:blank");

    private Browser(Path folder) {
        downloads = folder.resolve("downloads");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.setExperimentalOption("perfLoggingPrefs", Map.of("enablePage", false));
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                // one process shows all pages, one after the other: a new one for each costs more than the page itself
                "--disable-features=BackForwardCache,PaintHolding",
                "--disable-site-isolation-trials",
                "--renderer-process-limit=1",
                "--user-data-dir=" + folder.resolve("profile"));
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .withLogFile(folder.resolve("driver.log").toFile())
                .build();
        driver = new ChromeDriver(service, options);
        patiently = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20));
        // while one page makes room for another the driver has errors of many kinds
        patiently.ignoring(WebDriverException.class);
    }

    /** Returns whether tests are to be run in a browser: there is one, or there has to be. */
    static boolean isWanted() {
        return "required".equals(System.getProperty("rollcall.browser"))
                || (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER));
    }

    /** Starts one that keeps what it has to keep in an empty folder; downloads go there too. */
    static Browser start(Path folder) {
        return new Browser(folder);
    }

    /** Begins to look at a site; what was looked at before is forgotten. */
    void look(View how, URI where) {
        view = how;
        site = where;
        refusals.clear();
        prepared.forEach(id -> command("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", id)));
        prepared.clear();
        driver.get("about:blank");
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !view.isScripted()));
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", view.colours()),
                                // what moves can't be compared
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        resize(view.width());
        log(LogType.BROWSER);
        log(LogType.PERFORMANCE);
        requests.clear();
    }

    /** Makes the screen as wide as this, in CSS pixels. */
    void resize(int pixels) {
        width = pixels;
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Has each page run a script before its own. */
    void prepare(String script) {
        Map<String, Object> added = command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        prepared.add(Objects.requireNonNull(added.get("identifier")));
    }

    /** Runs a script on the page that is looked at. */
    void run(String script, Object... arguments) {
        driver.executeScript(script, arguments);
    }

    private Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    private List<LogEntry> log(String type) {
        return driver.manage().logs().get(type).getAll();
    }

    /** Opens a page, by its path and query. */
    void open(String path) {
        driver.get(site.resolve(path).toString());
    }

    /** Returns the path and query of the page that is looked at. */
    String path() {
        return driver.getCurrentUrl().substring(site.resolve("/").toString().length() - 1);
    }

    /** Returns the element that a CSS selector finds, as soon as it is to be seen. */
    WebElement find(String selector) {
        return await(selector, WebElement::isDisplayed);
    }

    /** Returns all elements that a CSS selector finds now. */
    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Returns the texts of all elements that a CSS selector finds now. */
    List<String> texts(String selector) {
        return patiently.until(d -> {
            var texts = (List<?>) Objects.requireNonNull(driver.executeScript(TEXTS, selector));
            return texts.stream().map(String.class::cast).toList();
        });
    }

    /** Waits until an element has a text in it. */
    void awaitText(String selector, String text) {
        await(selector, element -> element.getText().contains(text));
    }

    private WebElement await(String selector, Predicate<WebElement> condition) {
        patiently.withMessage(() -> selector + " of " + driver.getCurrentUrl() + "\n"
                + driver.findElement(By.tagName("body")).getText());
        return patiently.until(
                d -> all(selector).stream().filter(condition).findFirst().orElse(null));
    }

    /** Clicks on an element. */
    void click(String selector) {
        find(selector).click();
    }

    /** Fills a field in, in place of what it holds. */
    void fill(String selector, String text) {
        WebElement field = find(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses a file to be sent. */
    void choose(String selector, Path file) {
        find(selector).sendKeys(file.toAbsolutePath().toString());
    }

    /** Presses keys, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Presses a key that leads to another page, and waits for it. */
    void pressToLeave(CharSequence key) {
        WebElement page = driver.findElement(By.tagName("html"));
        press(key);
        patiently.until(ExpectedConditions.stalenessOf(page));
    }

    /** Returns the element that has the focus. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Presses a key until the focus is on an element; on the way, whatever has it must show it. */
    void pressUntilFocused(CharSequence key, String selector) {
        for (int i = 0; i < 100 && !isFocused(selector); i++) {
            press(key);
            assertThat(focused().getCssValue("outline-style"))
                    .as("the focus of " + focused().getText())
                    .isEqualTo("solid");
        }
        assertThat(isFocused(selector)).as("the focus of " + selector).isTrue();
    }

    /** What is out of sight may come when it has the focus. */
    private boolean isFocused(String selector) {
        return focused().equals(await(selector, any -> true));
    }

    /** Returns what is in a file that is being downloaded, and removes it. */
    String downloaded(String name) {
        Path file = downloads.resolve(name);
        patiently.withMessage("the download of " + file).until(d -> Files.exists(file));
        try {
            String content = Files.readString(file);
            Files.delete(file);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The console may tell that a request was refused with this status. */
    void expectRefusal(int status) {
        refusals.add("responded with a status of " + status);
    }

    /**
     * Checks what is to be seen, and keeps a picture of it: it is as wide as the screen, nothing went wrong, and nobody else was asked
     * for anything.
     */
    void check(String picture) {
        take(picture);
        WebElement page = driver.findElement(By.tagName("html"));
        assertThat(page.getDomProperty("scrollWidth"))
                .as("the width of " + picture)
                .isEqualTo(Integer.toString(width));
        assertThat(log(LogType.BROWSER))
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .extracting(LogEntry::getMessage)
                .filteredOn(message -> refusals.stream().noneMatch(message::contains))
                .as("the console")
                .isEmpty();
        assertThat(requests())
                .as("requests")
                .isNotEmpty()
                .allMatch(uri -> uri.startsWith(site.toString()), "to " + site);
    }

    /** Returns the URIs that were asked for since it began to look. */
    List<String> requests() {
        for (LogEntry entry : log(LogType.PERFORMANCE)) {
            JsonNode message = json(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                requests.add(message.path("params").path("request").path("url").asText());
            }
        }
        return requests;
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(String picture) {
        Map<String, Object> taken = command("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Path file = picture(picture);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode((String) taken.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where the picture is that was kept when this view was {@linkplain #check checked}. */
    Path picture(String picture) {
        return PICTURES.resolve(view.name().toLowerCase(Locale.ROOT)).resolve(picture + ".png");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
