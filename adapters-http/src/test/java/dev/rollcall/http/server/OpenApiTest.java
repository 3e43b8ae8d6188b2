package dev.rollcall.http.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.domain.access.Scope;
import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.directory.DirectoryUnavailable;
import dev.rollcall.domain.listing.ListingFailure;
import dev.rollcall.http.format.MediaTypes;
import dev.rollcall.http.server.access.FakeProvider;
import dev.rollcall.http.server.web.ProblemType;
import dev.rollcall.http.server.web.Resource;
import dev.rollcall.http.server.web.Resource.Admission;
import dev.rollcall.http.server.web.Resource.Operation;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The document says what the server does, and nothing else. All tests that send requests by {@link ServedSite} judge by it as well. */
final class OpenApiTest {
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.INSTANCE;
    private static final String USER = "{\"name\":\"Ada\",\"email\":\"\"}";
    private static final String NOTHING = "image/png";

    private final ServedSite site = new ServedSite();
    private final ServedSite broken = ServedSite.withoutDatabase();
    private final ServedSite full = ServedSite.over(mock(Directory.class, call -> {
        throw new DirectoryUnavailable(DirectoryUnavailable.Reason.FULL, "full");
    }));

    private final ServedSite unlisted = ServedSite.listing(Optional.empty());
    private final ServedSite cut = ServedSite.listing(Optional.of(cursor -> {
        throw new ListingFailure("503: down");
    }));

    private final ServedSite closed = new ServedSite(ServedSite.CLOSED);
    private final ServedSite unreachable = ServedSite.closedWithoutDatabase();

    @AfterEach
    void close() {
        closed.close();
        unreachable.close();
        site.close();
        unlisted.close();
        cut.close();
        broken.close();
        full.close();
    }

    @Test
    void describes_the_routes_of_the_site_and_no_others() {
        Map<String, Object> served = new TreeMap<>();
        for (Resource resource : site.site.resources()) {
            for (Operation operation : resource.operations()) {
                served.put(operation.method().text() + " " + resource.path(), operation.types());
            }
        }
        served.keySet().removeIf(operation -> operation.startsWith("HEAD "));
        Map<String, Object> described = new TreeMap<>();
        DOCUMENT.operations().forEach(operation -> described.put(operation, DOCUMENT.types(operation)));
        assertThat(described).isEqualTo(served);
    }

    @Test
    void tells_which_scope_each_operation_needs() {
        for (Resource resource : site.site.resources()) {
            for (Operation operation : resource.operations()) {
                JsonNode described = DOCUMENT.root
                        .path("paths")
                        .path(resource.path())
                        .path(operation.method().text().toLowerCase(Locale.ROOT).replace("head", "get"));
                assertThat(described.path("x-scope").asText())
                        .as(operation.method() + " " + resource.path())
                        .isEqualTo(
                                operation.admission().scope().map(Scope::word).orElse(""));
                assertThat(described.has("security")).isEqualTo(operation.admission() != Admission.ANYBODY);
            }
        }
    }

    @Test
    void is_served_as_yaml_and_as_the_same_in_json() throws Exception {
        assertThat(site.get("/openapi.yaml").body()).startsWith("openapi: 3.1");
        JsonNode json = new ObjectMapper().readTree(site.get("/openapi.json").body());
        assertThat(json).isEqualTo(DOCUMENT.root);
    }

    @Test
    void its_examples_are_as_its_schemas_say() {
        DOCUMENT.visit((place, node) -> {
            if (node.has("schema")) {
                node.path("examples")
                        .fieldNames()
                        .forEachRemaining(name -> judgeExample(place, place + "/examples/" + name, "/value"));
                judgeExample(place, place + "/example", "");
            }
        });
    }

    private static void judgeExample(String place, String example, String member) {
        JsonNode value = DOCUMENT.root.at(DOCUMENT.resolved(example) + member);
        if (value.isMissingNode()) {
            return;
        }
        DOCUMENT.judge(place + "/schema", value);
        String type = place.substring(place.lastIndexOf('/') + 1).replace("~1", "/");
        if (value.isTextual()) {
            DOCUMENT.judge(place + "/schema", type, value.asText());
        }
    }

    @Test
    void each_success_that_can_have_an_example_has_one() {
        DOCUMENT.visit((place, node) -> {
            if (place.matches(
                            ".*/(content/(application~1(x-nd)?json|text~1(csv|event-stream)|application~1problem.json))")
                    && !place.matches(".*(openapi.json|observe).*")) {
                assertThat(node.has("example") || node.has("examples"))
                        .as(place)
                        .isTrue();
            }
        });
    }

    @Test
    void describes_each_type_of_problem_and_no_others() {
        Set<String> types = new TreeSet<>();
        DOCUMENT.root.at("/components/schemas/ProblemType/enum").forEach(type -> types.add(type.asText()));
        Map<String, String> examples = new TreeMap<>();
        DOCUMENT.root.at("/components/examples").properties().forEach(example -> {
            JsonNode value = example.getValue().path("value");
            if (!value.has("type")) {
                return;
            }
            assertThat(value.path("type").asText()).isEqualTo("/problems/" + example.getKey());
            examples.put(
                    value.path("type").asText(),
                    value.path("status").asInt() + " " + value.path("title").asText());
        });
        Map<String, String> expected = new TreeMap<>();
        Arrays.stream(ProblemType.values())
                .forEach(type ->
                        expected.put("/problems/" + type.slug(), type.status().code() + " " + type.title()));
        assertThat(types).isEqualTo(expected.keySet());
        assertThat(examples).isEqualTo(expected);
    }

    @Test
    void shows_each_type_of_problem_in_a_response() {
        Set<String> shown = new TreeSet<>();
        DOCUMENT.visit((place, node) -> {
            if (place.matches("/components/responses/.*/application~1problem.json/examples/[a-z-]+")) {
                shown.add(place.substring(place.lastIndexOf('/') + 1));
            }
        });
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::slug)
                        .toList());
    }

    @Test
    void each_outcome_that_it_describes_can_be_had() {
        directoryIsRead();
        directoryIsWritten();
        usersAreImported();
        rollsAreCalled();
        remoteUsersAreListed();
        runsAreBegun();
        runsAreRead();
        runsAreDecidedOn();
        pagesAreRead();
        tokensAreIssued();
        theServerIsObserved();
        nobodyIsSignedIn();
        peopleComeFromTheProvider(); // the last one, since it stops servers, and with them the metrics of all
        Set<String> missed = DOCUMENT.outcomes();
        missed.removeAll(site.outcomes);
        missed.removeAll(broken.outcomes);
        missed.removeAll(full.outcomes);
        missed.removeAll(unlisted.outcomes);
        missed.removeAll(cut.outcomes);
        missed.removeAll(closed.outcomes);
        missed.removeAll(unreachable.outcomes);
        // that takes a file of more than a gigabyte
        assertThat(missed).containsExactly("POST /api/imports 413", "POST /import 413");
    }

    private void directoryIsRead() {
        site.send("PUT", "/api/users/7", USER, "Content-Type", "application/json");
        site.get("/api/users?total=true&limit=1");
        site.get("/api/users?format=csv");
        site.get("/api/users?format=ndjson");
        site.get("/api/users?limit=0");
        site.get("/api/users/7");
        site.get("/api/users/7", "If-None-Match", "\"1\"");
        site.get("/api/users/7?x=1");
        site.get("/api/users/8");
        site.get("/api/users/7/history");
        site.get("/api/users/7/history?limit=0");
        site.get("/api/users/8/history");
        for (String path : new String[] {"/api/users", "/api/users/7", "/api/users/7/history"}) {
            site.get(path, "Accept", NOTHING);
            broken.get(path);
        }
    }

    private void directoryIsWritten() {
        for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
            String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
            site.send("PUT", "/api/users/7", USER, "Content-Type", "application/json");
            site.send(method, "/api/users/7?x=1", USER, "Content-Type", type);
            site.send(method, "/api/users/7", USER, "Content-Type", type, "If-Match", "\"99\"");
            site.send(method, "/api/users/7", USER, "Content-Type", type, "Accept", NOTHING);
            site.send(method, "/api/users/7", " ".repeat(100_000), "Content-Type", type);
            site.send(method, "/api/users/7", USER, "Content-Type", "text/plain");
            site.send("PUT", "/api/users/7", USER, "Content-Type", "application/json");
            site.send(method, "/api/users/7", USER, "Content-Type", type);
            site.send(method, "/api/users/not-there-for-" + method, USER, "Content-Type", type);
            sendInVain(method, "/api/users/7", USER, "Content-Type", type);
        }
    }

    private void sendInVain(String method, String path, String body, String... headers) {
        broken.send(method, path, body, headers);
        full.send(method, path, body, headers);
    }

    private void usersAreImported() {
        String path = "/api/imports";
        site.send("POST", path, "id,name,email\n", "Content-Type", "text/csv");
        site.send("POST", path + "?mode=x", "", "Content-Type", "text/csv");
        site.send("POST", path, "", "Content-Type", "text/csv", "Accept", NOTHING);
        site.send("POST", path, "", "Content-Type", "text/plain");
        site.send("POST", path, "nonsense", "Content-Type", "text/csv");
        sendInVain("POST", path, "id,name,email\n7,,\n", "Content-Type", "text/csv");
    }

    private void rollsAreCalled() {
        for (String type : List.of(MediaTypes.JSON, MediaTypes.NDJSON, MediaTypes.EVENTS)) {
            site.get("/api/roll-calls?ids=0,7,8,9", "Accept", type);
            called("{\"ids\":[0,7,8,9]}", "", "Accept", type);
        }
        site.get("/api/roll-calls?ids=0,7,8,9&format=csv");
        broken.get("/api/roll-calls?roster=directory");
        site.get("/api/roll-calls?count=1", "Sec-Fetch-Site", "cross-site");
        site.get("/api/roll-calls");
        site.get("/api/roll-calls?count=1", "Accept", NOTHING);
        site.get("/api/roll-calls?ids=8&require=all");
        site.get("/api/roll-calls?ids=9&require=all");
        called("{}", "");
        called("{\"ids\":[]}", "", "Accept", NOTHING);
        called(" ".repeat(5_000_000), "");
        called("{\"ids\":[8]}", "?require=all");
        called("{\"ids\":[9]}", "?require=all");
        site.send("POST", "/api/roll-calls", "1", "Content-Type", "text/plain");
    }

    private void remoteUsersAreListed() {
        String path = "/api/remote-users";
        site.get(path);
        site.get(path + "?format=csv&formulas=escaped");
        site.get(path + "?limit=1");
        site.get(path, "Accept", NOTHING);
        site.get(path, "Sec-Fetch-Site", "cross-site");
        unlisted.get(path);
        cut.get(path);
    }

    private void runsAreBegun() {
        String path = "/api/reconciliations";
        String type = "application/json";
        site.send("POST", path, "{\"roster\":{\"ids\":[1]}}", "Content-Type", type);
        site.send("POST", path, "");
        site.send("POST", path, "[]", "Content-Type", type);
        site.send("POST", path, "{}", "Content-Type", "text/plain");
        site.send("POST", path, "", "Accept", NOTHING);
        site.send("POST", path, " ".repeat(17 << 20), "Content-Type", type);
        sendInVain("POST", path, "");
    }

    private void runsAreRead() {
        site.workAll();
        String run = "/api/reconciliations/1";
        site.get(run, "Accept", MediaTypes.EVENTS);
        site.get(run + "/lines", "Accept", MediaTypes.NDJSON);
        site.get(run + "/lines", "Accept", MediaTypes.CSV);
        site.get("/api/reconciliations?state=x");
        for (String path : new String[] {run, run + "/lines", run + "/lines/1"}) {
            site.get(path + "?x=1");
            site.get(path.replace("/1", "/99"));
        }
        for (String path : new String[] {"/api/reconciliations", run, run + "/lines", run + "/lines/1"}) {
            site.get(path);
            site.get(path, "Accept", NOTHING);
            broken.get(path);
        }
    }

    /** The directory has users whom the remote knows by other names, so that each plan is held. */
    private void runsAreDecidedOn() {
        String type = "application/json";
        for (String user : new String[] {"1", "2", "3"}) {
            site.send("PUT", "/api/users/" + user, USER, "Content-Type", type);
        }
        for (String act : new String[] {"approve", "reject", "cancel", "apply"}) {
            String body = act.equals("apply") ? "{}" : "{\"reason\":\"so\"}";
            site.send("POST", "/api/reconciliations", "");
            String path = "/api/reconciliations/" + latest() + "/" + act;
            if (!act.equals("cancel")) {
                site.workAll();
            }
            if (act.equals("apply")) {
                site.send("POST", path.replace("apply", "approve"), "{\"reason\":\"so\"}", "Content-Type", type);
            }
            site.send("POST", path, body, "Content-Type", "text/plain");
            site.send("POST", path, body, "Content-Type", type, "Accept", NOTHING);
            site.send("POST", path, " ".repeat(100_000), "Content-Type", type);
            site.send("POST", path, "[]", "Content-Type", type);
            site.send("POST", path, body, "Content-Type", type, "If-Match", "\"99\"");
            site.send("POST", path, body, "Content-Type", type);
            site.send("POST", path, body, "Content-Type", type);
            site.send("POST", "/api/reconciliations/99/" + act, body, "Content-Type", type);
            sendInVain("POST", path, body, "Content-Type", type);
            site.workAll();
        }
    }

    private long latest() {
        return ServedSite.json(site.get("/api/reconciliations?limit=1"))
                .at("/reconciliations/0/id")
                .asLong();
    }

    private void called(String body, String query, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        site.send("POST", "/api/roll-calls" + query, body, all);
    }

    private void pagesAreRead() {
        site.get("/explain?id=7");
        site.get("/explain?id=7&id=8");
        site.get("/explain", "Accept", NOTHING);
        site.send("PUT", "/api/users/7", USER, "Content-Type", "application/json");
        for (String path : new String[] {
            "/",
            "/users",
            "/users/7",
            "/add",
            "/import",
            "/problems/not-found",
            "/docs",
            "/docs/settings",
            "/style.css",
            "/script.js",
            "/favicon.svg"
        }) {
            site.get(path);
            site.get(path + "?before=x&count=x&sort=x");
            site.get(path, "Accept", NOTHING);
            broken.get(path);
        }
        site.get("/users/nobody");
        broken.get("/users?roster=directory");
        formIsSent();
        formsOfUsersAreSent();
        fileIsSent();
        runsAreMade();
        site.get("/problems/other");
        site.get("/docs/other");
    }

    private void tokensAreIssued() {
        String form = "application/x-www-form-urlencoded";
        for (String path : new String[] {"/sign-in", "/access"}) {
            site.get(path);
            closed.get(path, "X-User", "zoe");
            site.get(path + "?x=1");
            site.get(path, "Accept", NOTHING);
            broken.get(path);
            site.send("POST", path, "x=1", "Content-Type", form);
            site.send("POST", path, "x=1");
            site.send("POST", path, " ".repeat(100_000), "Content-Type", form);
            site.send("POST", path, "x=1", "Content-Type", form, "Accept", NOTHING);
        }
        closed.send("POST", "/sign-in", "token=x", "Content-Type", form);
        unreachable.send("POST", "/sign-in", "token=x", "Content-Type", form);
        site.send("POST", "/sign-in", "token=x", "Content-Type", form);
        site.send("POST", "/sign-out", "");
        site.send("POST", "/sign-out", "", "Accept", NOTHING);
        site.send("POST", "/sign-out", "", "Sec-Fetch-Site", "cross-site");
        String issue = "action=issue&scope=read&name=ci";
        site.send("POST", "/access", issue, "Content-Type", form);
        broken.send("POST", "/access", issue, "Content-Type", form);
        full.send("POST", "/access", issue, "Content-Type", form);
        site.send("POST", "/access", "action=revoke&name=ci", "Content-Type", form);
    }

    private void peopleComeFromTheProvider() {
        try (var provider = new FakeProvider();
                var vouching = new ServedSite(ServedSite.closedWith(provider.settings()))) {
            site.get("/sign-in/provider");
            site.get("/sign-in/provider?x=1");
            site.get("/sign-in/back?%ff=1");
            site.get("/sign-in/back");
            HttpResponse<String> gone = vouching.get("/sign-in/provider");
            String there = ServedSite.location(gone);
            String back = "/sign-in/back?code=%s&state=%s"
                    .formatted(
                            there.replaceAll(".*[?&]nonce=([^&]*).*", "$1"),
                            there.replaceAll(".*[?&]state=([^&]*).*", "$1"));
            HttpResponse<String> came = vouching.get(back, "Cookie", ServedSite.cookie(gone));
            String session = came.headers().allValues("Set-Cookie").getFirst().replaceAll(";.*", "");
            vouching.send("POST", "/sign-out", "", "Cookie", session);
            provider.status = 503;
            vouching.get(back, "Cookie", ServedSite.cookie(gone));
            try (var other = new ServedSite(ServedSite.closedWith(provider.settings()))) {
                other.get("/sign-in/provider");
                site.outcomes.addAll(other.outcomes);
            }
            site.outcomes.addAll(vouching.outcomes);
        }
    }

    private void nobodyIsSignedIn() {
        for (Resource resource : closed.site.resources()) {
            String path = resource.path().replaceAll("\\{\\w+}", "1");
            for (Operation operation : resource.operations()) {
                closed.send(operation.method().text(), path, "");
                closed.send(operation.method().text(), path, "", "X-User", "zoe");
            }
        }
    }

    private void formsOfUsersAreSent() {
        String form = "application/x-www-form-urlencoded";
        for (String path : new String[] {"/add", "/users/form", "/users/nobody"}) {
            for (String body : new String[] {"id=form", "id=..", "action=save&version=9", "x=1", " ".repeat(100_000)}) {
                site.send("POST", path, body, "Content-Type", form);
            }
            site.send("POST", path, "id=form", "Content-Type", "text/plain");
            site.send("POST", path, "", "Content-Type", form, "Sec-Fetch-Site", "cross-site");
        }
        site.send("POST", "/add", "id=form", "Content-Type", form);
        site.send("POST", "/users/form", "action=save&name=a", "Content-Type", form);
        site.send("POST", "/users/new", "action=save&name=a", "Content-Type", form);
        sendInVain("POST", "/add", "id=form", "Content-Type", form);
        sendInVain("POST", "/users/form", "action=remove&version=1", "Content-Type", form);
    }

    private void runsAreMade() {
        String form = "application/x-www-form-urlencoded";
        site.workAll();
        site.send("POST", "/reconciliations", "roster=ids&ids=8,9", "Content-Type", form);
        String run = "/reconciliations/" + latest();
        site.send("POST", "/reconciliations", "roster=directory", "Content-Type", form);
        for (String body :
                new String[] {"action=reject&version=1", "action=cancel&version=9", "action=cancel&version=1"}) {
            site.send("POST", run, body, "Content-Type", form);
            site.send("POST", "/reconciliations/99", body, "Content-Type", form);
        }
        for (String path : new String[] {"/reconciliations", run}) {
            site.get(path);
            site.get(path + "?after=..");
            site.get(path, "Accept", NOTHING);
            site.send("POST", path, "x=1", "Content-Type", form);
            site.send("POST", path, " ".repeat(2_000_000), "Content-Type", form);
            site.send("POST", path, "1", "Content-Type", "text/plain");
            site.send("POST", path, "", "Content-Type", form, "Sec-Fetch-Site", "cross-site");
        }
        site.get("/reconciliations/99");
    }

    private void fileIsSent() {
        String form = "multipart/form-data; boundary=x";
        for (String file : new String[] {"id,name,email\r\n8,a,b", "nonsense"}) {
            String body = "--x\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\nall\r\n"
                    + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + file
                    + "\r\n--x--";
            for (String path : new String[] {"/import", "/import/preview"}) {
                site.send("POST", path, body, "Content-Type", form);
                site.send("POST", path, body, "Content-Type", form, "Accept", NOTHING);
                site.send("POST", path, body, "Content-Type", form, "Sec-Fetch-Site", "cross-site");
                site.send("POST", path, body, "Content-Type", "text/plain");
            }
            sendInVain("POST", "/import", body, "Content-Type", form);
        }
        site.send("POST", "/import/preview", "", "Content-Type", form);
        site.send("POST", "/import", "", "Content-Type", form);
    }

    private void formIsSent() {
        String form = "application/x-www-form-urlencoded";
        site.send("POST", "/users", "roster=count&count=3", "Content-Type", form);
        site.send("POST", "/users", "roster=count&count=3", "Content-Type", form, "Accept", "text/event-stream");
        String many = IntStream.range(1000, 2000).mapToObj(i -> "id" + i).collect(Collectors.joining("%0A"));
        site.send("POST", "/users", "roster=file&file=" + many, "Content-Type", form);
        site.send("POST", "/users", "x=1", "Content-Type", form);
        site.send("POST", "/users", "", "Content-Type", form, "Accept", NOTHING);
        site.send("POST", "/users", " ".repeat(5_000_000), "Content-Type", form);
        site.send("POST", "/users", "1", "Content-Type", "text/plain");
        site.send("POST", "/users", "", "Content-Type", form, "Sec-Fetch-Site", "cross-site");
        broken.send("POST", "/users", "roster=directory", "Content-Type", form);
    }

    private void theServerIsObserved() {
        for (String path : new String[] {
            "/openapi.yaml", "/openapi.json", "/observe/health/live", "/observe/health/ready", "/observe/metrics"
        }) {
            site.get(path);
            site.get(path, "Accept", NOTHING);
            broken.get(path);
        }
        site.get("/observe/metrics", "Accept", "application/openmetrics-text");
        site.get("/observe/metrics", "Accept", "application/json");
    }
}
