package dev.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.access.TokenRegistry;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.contract.MapRuns;
import dev.rollcall.domain.contract.MapTokens;
import dev.rollcall.domain.directory.Actor;
import dev.rollcall.domain.directory.Attribution;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Registrar;
import dev.rollcall.domain.reconciliation.AbsenceRule;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Policy;
import dev.rollcall.domain.reconciliation.Reconciliation;
import dev.rollcall.domain.reconciliation.Soundness;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.CallLimits;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.RemoteUsers;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.run.Decision;
import dev.rollcall.domain.run.PageWork;
import dev.rollcall.domain.run.Reconciler;
import dev.rollcall.domain.run.RunOrder;
import dev.rollcall.http.server.HttpServer;
import dev.rollcall.http.server.ServerSettings;
import dev.rollcall.http.server.Site;
import dev.rollcall.http.server.SiteSettings;
import dev.rollcall.http.server.access.AccessSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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

/** Planning, approving and applying on the pages of runs, whose work the tests do themselves. */
@BrowserTest
final class RunsBrowserTest {
    private static final Policy POLICY = Policy.DEFAULT.withAbsence(new AbsenceRule(2, Duration.ZERO));
    private static final RunOrder ORDER = new RunOrder(
            RunOrder.RosterKind.DIRECTORY,
            new Reconciliation(POLICY, Soundness.DEFAULT, Limits.DEFAULT),
            RunOrder.Application.NEVER);
    private static final Actor ANN = new Actor("ann@example.org");
    private static final String NEVER_ENDING = "x".repeat(120);

    @TempDir
    private static Path folder;

    private static Browser browser;

    private final Map<String, String> remote = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final MapDirectory directory = new MapDirectory();
    private final MapRuns runs = new MapRuns(directory);
    private final RemoteUsers users = (roster, policy, listener) ->
            new RollCall(roster, roster.ids().stream().map(this::answer).toList(), Duration.ZERO);
    private final PageWork work =
            new PageWork(runs, directory, users, Optional.empty(), CallPolicy.DEFAULT, Clock.systemUTC());
    private final Reconciler reconciler =
            new Reconciler(runs, directory, false, Duration.ofHours(24), pages -> {}, Clock.systemUTC());
    private final HttpServer server = serve();

    @BeforeAll
    static void start() {
        browser = Browser.start(folder);
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    private HttpServer serve() {
        Duration patience = Duration.ofSeconds(30);
        var settings = new ServerSettings("127.0.0.1", 0, List.of(), 100, 100, patience, patience, patience);
        var site = new Site(
                new Registrar(directory, Clock.systemUTC()),
                reconciler,
                users,
                Optional.empty(),
                new TokenRegistry(new MapTokens(), new SecureRandom(), Clock.systemUTC()),
                new SiteSettings(
                        new CallLimits(CallPolicy.DEFAULT, patience, 1000, 0),
                        UserFields.BASIC,
                        AccessSettings.OPEN,
                        "",
                        ORDER));
        return HttpServer.start(settings, site, () -> true, request -> {}, () -> {});
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Answer answer(UserId id) {
        var attempts = new Attempts(failing.contains(id.value()) ? 3 : 1, Duration.ZERO, Duration.ofMillis(80));
        if (failing.contains(id.value())) {
            return new Answer.Failed(id, Answer.Reason.STATUS, "503", attempts);
        }
        return Optional.ofNullable(remote.get(id.value()))
                .<Answer>map(name -> new Answer.Present(new User(id, name, id + "@example.org"), attempts))
                .orElseGet(() -> new Answer.Absent(id, attempts));
    }

    /** Users whom the remote knows by the same name. */
    private void fill(int count) {
        var by = new Attribution(ANN, Instant.now());
        for (int i = 1; i <= count; i++) {
            String id = Integer.toString(i);
            remote.put(id, "Person " + i);
            directory.save(new User(new UserId(id), "Person " + i, id + "@example.org"), Precondition.none(), by);
        }
    }

    /** Does a run up to its verdict. */
    private void plan() throws InterruptedException {
        assertThat(reconciler.begin(ORDER, List.of(), ANN)).isInstanceOf(Decision.Accepted.class);
        work.workAll();
    }

    /** So many have left that the third run is held; others changed, can't be told or left only now. */
    private void letManyLeave() throws InterruptedException {
        fill(60);
        plan();
        List.of("11", "12", "13", "14", "15").forEach(remote::remove);
        plan();
        remote.remove("21");
        remote.put("22", "Augusta Ada King, Countess of Lovelace");
        remote.put("23", NEVER_ENDING);
        failing.add("24");
    }

    private void look(View view) {
        browser.look(view, server.address());
    }

    /** What works the same with the script and without. */
    @Nested
    @ParameterizedClass
    @EnumSource(
            value = View.class,
            names = {"LIGHT", "PHONE", "DARK_WITHOUT_SCRIPT"})
    class Everywhere {
        @Parameter
        private View view = View.LIGHT;

        @BeforeEach
        void begin() {
            look(view);
        }

        @Test
        void a_plan_is_made_approved_and_applied() throws Exception {
            letManyLeave();
            browser.open("/");
            browser.click("nav a[href$='/reconciliations']");
            browser.check("runs");
            browser.click("main form button");
            browser.awaitText("#verdict", "The remote is being asked");
            browser.awaitText("#follow", "0 of 60");
            browser.check("run-calling");

            work.workAll();
            browser.open("/reconciliations/3");
            browser.awaitText("#verdict", "Held: deactivate: 5 lines, at most 3 (5 % of 60 users) are allowed.");
            browser.awaitText(".plan", "absent, asked by name at");
            browser.awaitText(".plan", "absent in 1 of 2 runs since");
            assertThat(browser.texts(".plan tbody tr")).hasSize(9);
            browser.check("run-held");

            browser.fill("#reason-approve", "The sales team was sold");
            browser.click("button.grave");
            browser.awaitText("#verdict", "The plan is ready: 2 users would be updated, 5 deactivated;");
            browser.awaitText(".acts", "The sales team was sold");
            browser.check("run-ready");

            browser.click("main form.fields button");
            browser.awaitText("#verdict", "The plan is being applied");
            work.workAll();
            browser.open("/reconciliations/3");
            browser.awaitText("#verdict", "Applied: 7 changes were made; 1 is undecided and stays as it is.");
            browser.check("run-applied");
            assertThat(directory.find(new UserId("11")).orElseThrow().user().isActive())
                    .isFalse();
        }

        @Test
        void from_a_line_to_the_user_and_back_is_a_click_each() throws Exception {
            fill(3);
            remote.put("2", "Grace Hopper");
            plan();
            browser.open("/reconciliations/1");
            browser.click("main form.fields button");
            browser.awaitText("#verdict", "The plan is being applied");
            work.workAll();
            browser.open("/reconciliations/1");
            browser.click(".plan a[href$='/users/2']");
            browser.awaitText("dl", "last seen on the remote at");
            browser.check("run-user");
            browser.click(".changes a");
            browser.awaitText("#lines", "Line of 2");
            assertThat(browser.path()).isEqualTo("/reconciliations/1?line=2");
            assertThat(browser.texts(".plan tbody tr")).hasSize(1);
            browser.check("run-line");
        }

        @Test
        void lines_are_filtered() throws Exception {
            fill(60);
            plan();
            browser.open("/reconciliations/1");
            browser.awaitText("#verdict", "Nothing to do");
            browser.click("a[href$='1?kind=same#lines']");
            browser.awaitText(".plan", "present, asked by name");
            assertThat(browser.texts(".plan tbody tr")).hasSize(50);
            browser.click("a[rel=next]");
            browser.awaitText(".pages", "First lines");
            assertThat(browser.texts(".plan tbody tr")).hasSize(10);
            browser.check("run-same");
        }

        @Test
        void a_decision_on_an_old_page_is_refused_in_a_sentence() throws Exception {
            browser.expectRefusal(412);
            fill(3);
            remote.put("2", "Grace Hopper");
            plan();
            browser.open("/reconciliations/1");
            reconciler.reject(1, OptionalLong.empty(), ANN, "not now");
            browser.click("main form.fields button");
            browser.awaitText(".refused", "somebody else was faster");
            browser.awaitText("#verdict", "Rejected");
            browser.check("run-refused");
        }

        @Test
        void a_run_that_is_half_done_can_be_cancelled() throws Exception {
            List<UserId> many = IntStream.rangeClosed(1, 1500)
                    .mapToObj(i -> new UserId(Integer.toString(i)))
                    .toList();
            fill(1500);
            var order = new RunOrder(RunOrder.RosterKind.IDS, ORDER.rules(), ORDER.application());
            reconciler.begin(order, many, ANN);
            work.work(1, 1);
            browser.open("/reconciliations/1");
            browser.awaitText("#follow", "1000 of 1500");
            if (!view.isScripted()) {
                browser.awaitText("#reload", "Reload to see how far it is.");
            }
            browser.check("run-working");
            browser.click("main form button");
            browser.awaitText("#verdict", "Cancelled. Nothing was changed.");
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
            look(view);
        }

        @Test
        void a_plan_is_begun_approved_and_applied() throws Exception {
            letManyLeave();
            browser.open("/reconciliations");
            browser.pressUntilFocused(Keys.TAB, "main form button");
            browser.pressToLeave(Keys.ENTER);
            browser.awaitText("#verdict", "The remote is being asked");
            work.workAll();
            browser.open("/reconciliations/3");
            browser.pressUntilFocused(Keys.TAB, "#reason-approve");
            browser.press("They left");
            browser.pressToLeave(Keys.ENTER);
            browser.awaitText("#verdict", "The plan is ready");
            browser.pressUntilFocused(Keys.TAB, "[name=drift][value=skip]");
            browser.pressUntilFocused(Keys.ARROW_DOWN, "[name=drift][value=refuse]");
            browser.pressUntilFocused(Keys.TAB, "main form.fields button");
            browser.pressToLeave(Keys.SPACE);
            browser.awaitText("#verdict", "The plan is being applied");
            browser.check("run-keyboard");
        }
    }

    /** Tells what {@code tell} is given, in place of the server. */
    private static final String TOLD = """
            const asking = window.fetch;
            const told = new ReadableStream({start(out) {
                window.tell = text => out.enqueue(new TextEncoder().encode(text));
            }});
            window.fetch = (address, options) => new URL(address, location).pathname === '/api/reconciliations/1'
                ? Promise.resolve(new Response(told, {headers: {'Content-Type': 'text/event-stream'}}))
                : asking(address, options);
            """;

    private static void tell(String event, String data) {
        browser.run("tell(arguments[0])", "event: %s\ndata: %s\n\n".formatted(event, data));
    }

    @Test
    void with_events_the_page_shows_how_far_a_run_is_and_then_what_it_came_to() throws Exception {
        fill(60);
        remote.put("2", "Grace Hopper");
        reconciler.begin(ORDER, List.of(), ANN);
        look(View.LIGHT);
        browser.prepare(TOLD);
        browser.open("/reconciliations/1");
        browser.awaitText("#headway", "0 of 60");
        tell("run", """
                {"state":"calling","progress":{"done":30,"total":60,"perSecond":4.8,"secondsLeft":6.25},"counts":{}}""");
        browser.awaitText("#headway", "30 of 60, 5 a second, about 7 seconds left");
        assertThat(browser.find("progress").getDomProperty("value")).isEqualTo("30");
        assertThat(browser.all("#reload")).noneMatch(WebElement::isDisplayed);
        browser.check("run-live");
        browser.run("tell(': still there\\n\\n')");
        work.workAll();
        tell("done", "{}");
        browser.awaitText("#verdict", "The plan is ready: 1 user would be updated.");
        assertThat(browser.path()).isEqualTo("/reconciliations/1");
        browser.check("run-live-ready");
    }

    @Test
    void nothing_is_wider_than_the_narrowest_screen() throws Exception {
        letManyLeave();
        plan();
        look(View.PHONE);
        browser.resize(320);
        browser.open("/reconciliations");
        browser.awaitText(".runs", "held");
        browser.check("narrow-runs");
        browser.open("/reconciliations/3");
        browser.awaitText("#verdict", "Held");
        browser.check("narrow-held");
        browser.click("details summary");
        browser.check("narrow-reject");
        browser.open("/users/21");
        browser.awaitText("dl", "watched: absent in 1 of 2 runs, since");
        browser.check("narrow-user");
    }
}
