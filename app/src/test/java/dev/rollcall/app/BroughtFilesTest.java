package dev.rollcall.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.app.settings.Settings;
import dev.rollcall.app.wiring.Application;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of users as people have them, from spreadsheets and from other systems: by the API, by the form and by the command. */
final class BroughtFilesTest {
    private static final String ATTRIBUTES = "department";
    private static final String ANN = "1,A,a@example.org,true,";
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final Path folder;

    BroughtFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** How a file comes in. */
    enum Way {
        API,
        FORM,
        COMMAND
    }

    /** What was told, and who is in the directory afterwards. */
    private record Outcome(boolean isSaved, String told, List<String> users) {}

    /**
     * A file.
     *
     * @param name its name
     * @param content its text
     * @param charset what it is written in; UTF-16 has a byte order mark
     * @param options what has to be said, as parameters
     * @param users the users afterwards, as rows of an export; none if it is refused
     * @param told what the report says
     */
    record Brought(
            String name, String content, Charset charset, List<String> options, List<String> users, List<String> told) {
        static Brought of(String name, String content, String... users) {
            return in(UTF_8, name, content, users);
        }

        static Brought in(Charset charset, String name, String content, String... users) {
            return new Brought(name, content, charset, List.of(), List.of(users), List.of());
        }

        /** Returns a file of this package's resources. */
        static Brought stored(Charset charset, String name, String... users) {
            try (InputStream in = BroughtFilesTest.class.getResourceAsStream("brought/" + name)) {
                String mark = charset.equals(UTF_16LE) ? "\uFEFF" : "";
                return in(charset, name, mark + new String(in.readAllBytes(), UTF_8), users);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] bytes() {
            return content.getBytes(charset);
        }

        Brought with(String... given) {
            return new Brought(name, content, charset, List.of(given), users, told);
        }

        Brought telling(String... texts) {
            return new Brought(name, content, charset, options, users, List.of(texts));
        }

        String type() {
            return name.endsWith("json")
                    ? name.endsWith(".json") ? "application/json" : "application/x-ndjson"
                    : "text/csv";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Brought> spreadsheets() {
        String jorg = "1,Jörg Müller,joerg@example.org,true,";
        String zoe = "2,Zoë O'Neil,zoe@example.org,true,";
        String table = "id;name;email\r\n1;Jörg Müller;joerg@example.org\r\n2;Zoë O'Neil;zoe@example.org\r\n";
        String commas = table.replace(';', ',');
        String tabs = table.replace(';', '\t');
        return Stream.of(
                Brought.of("bom.csv", "\uFEFF" + commas, jorg, zoe),
                Brought.of("semicolons.csv", table, jorg, zoe),
                Brought.of("sep-line.csv", "sep=;\r\n" + table, jorg, zoe),
                Brought.of("sep-line-bars.csv", "SEP=|\n" + table.replace(';', '|'), jorg, zoe),
                Brought.of("tabs.tsv", tabs, jorg, zoe),
                Brought.in(UTF_16LE, "utf-16le.csv", "\uFEFF" + commas, jorg, zoe),
                Brought.in(UTF_16LE, "utf-16le-tabs.csv", "\uFEFF" + tabs, jorg, zoe),
                Brought.in(UTF_16BE, "utf-16be.csv", "\uFEFF" + table, jorg, zoe),
                Brought.in(WINDOWS, "windows-1252.csv", table, jorg, zoe).with("charset=windows-1252"),
                Brought.in(WINDOWS, "windows-1252-unsaid.csv", table)
                        .telling(
                                "byte 0xF6 in line 2, column 4 is not UTF-8",
                                "charset=windows-1252",
                                "byte 0xEB in line 3, column 5"),
                Brought.of("capitals.csv", "Id,NAME,Email\n1,A,a@example.org\n", ANN),
                Brought.of("extra-column.csv", "id,name,email,phone,department\n1,A,a@example.org,7,IT\n", ANN + "IT")
                        .telling("phone"),
                Brought.of("no-email-column.csv", "id,name\n1,A\n", "1,A,,true,"),
                Brought.of("no-header.csv", "1,A,a@example.org\n2,B,b@example.org\n")
                        .telling("the first line must name the columns", "map.id=COLUMN", "--map id=COLUMN"),
                Brought.of(
                        "padded.csv",
                        "id, name, email\n 77 ,  Ann Lee  ,ann@example.org \n\u00A078,Bo\u200B,bo@example.org\n",
                        "77,Ann Lee,ann@example.org,true,",
                        "78,Bo,bo@example.org,true,"),
                Brought.of("blank-rows.csv", "id,name,email\n1,A,a@example.org\n,,\n,,\n\n  \n,,,,,\n", ANN),
                Brought.of("duplicates.csv", "id,name,email\nd1,First,a@example.org\n d1 ,Second,b@example.org\n")
                        .telling("the user is already in line 2"),
                Brought.of("truncated.csv", "id,name,email\nk1,A,a@example.org\nk2,B,\"b@exam")
                        .telling("the quote of a value is never closed"),
                Brought.in(ISO_8859_1, "latin-1-in-row-3.csv", "id,name,email\n1,A,\n3,Jörg,j@example.org\n4,D,\n")
                        .telling("byte 0xF6 in line 3, column 4 is not UTF-8"),
                Brought.of("bom.ndjson", "\uFEFF{\"id\":\"1\",\"name\":\"A\",\"email\":\"a@example.org\"}\n", ANN),
                Brought.of("number-and-null.ndjson", "{\"id\":9001,\"name\":\"A\",\"email\":null}\n", "9001,A,,true,"),
                Brought.of("one-array.json", "[{\"id\": \"1\", \"name\": \"A\", \"email\": \"a@example.org\"}]", ANN),
                Brought.of("CAPITALS.CSV", "id,name,email\n1,A,a@example.org\n", ANN));
    }

    /** The columns and values of these are as the systems write them; the persons aren't. */
    private static Stream<Brought> vendors() {
        return Stream.of(
                Brought.stored(
                                UTF_8,
                                "google-workspace.csv",
                                "ana@example.org,Ana Lopez,ana@example.org,true,IT",
                                "ben@example.org,Ben Roy,ben@example.org,false,")
                        .with(
                                "map.id=Email Address [Required]",
                                "map.email=Email Address [Required]",
                                "map.name=First Name [Required]",
                                "map.name=Last Name [Required]",
                                "map.active=Status [READ ONLY]")
                        .telling("Org Unit Path [Required]"),
                Brought.stored(
                                UTF_8,
                                "entra-id.csv",
                                "3f25-01,Ann Lee,,false,IT",
                                "3f25-02,Bo Chen,bo@example.org,true,HR")
                        .with("map.id=objectId", "map.name=displayName", "map.email=mail", "map.active=accountEnabled")
                        .telling("userPrincipalName", "jobTitle"),
                Brought.stored(
                                UTF_8,
                                "okta.csv",
                                "00u1,Ann Lee,ann@example.org,true,",
                                "00u2,Bo Chen,bo@example.org,false,")
                        .with(
                                "map.name=First name",
                                "map.name=Last name",
                                "map.email=Primary email",
                                "map.active=!status=deprovisioned"),
                Brought.stored(UTF_8, "keycloak.json", "5d1,Ann Lee,ann@example.org,true,IT", "5d2,,,false,")
                        .with(
                                "map.name=firstName",
                                "map.name=lastName",
                                "map.active=enabled",
                                "map.department=/attributes/department/0"),
                Brought.stored(
                                UTF_8,
                                "moodle.csv",
                                "student1,Student One,s1@example.org,true,",
                                "student2,Student Two,s2@example.org,false,")
                        .with("map.id=username", "map.name=firstname", "map.name=lastname", "map.active=!suspended"),
                Brought.stored(
                                UTF_8,
                                "slack.csv",
                                "U01,Ann Lee,ann@example.org,true,",
                                "U02,Bo Chen,bo@example.org,false,")
                        .with("map.id=userid", "map.name=fullname", "map.active=!status=Deactivated"),
                Brought.stored(
                                UTF_8,
                                "salesforce.csv",
                                "0058a01,Ann Lee,ann@example.org,true,IT",
                                "0058a02,\"Chen, Bo\",bo@example.org,false,")
                        .with("map.name=FirstName", "map.name=LastName", "map.active=IsActive"),
                Brought.stored(
                                UTF_16LE,
                                "active-directory.csv",
                                "ann,Änn Lee,ann@example.org,true,IT",
                                "bo,Bo Chen,,false,")
                        .with("map.id=samaccountname", "map.email=mail", "map.active=Enabled"),
                Brought.stored(
                                WINDOWS,
                                "personnel.csv",
                                "1001,Jörg Müller,joerg@example.org,true,IT",
                                "1002,Eva Weiß,,true,Einkauf",
                                "1003,Uwe Kraus,,false,")
                        .with(
                                "charset=windows-1252",
                                "map.id=Personalnummer",
                                "map.name=Vorname",
                                "map.name=Nachname",
                                "map.email=E-Mail, dienstlich",
                                "map.department=abteilung",
                                "map.active=!Austritt=ja"),
                Brought.stored(UTF_8, "zendesk.ndjson", "35436,Ann Lee,ann@example.org,true,IT", "35437,Bo,,false,")
                        .with("map.active=!suspended", "map.department=/user_fields/department"),
                Brought.stored(UTF_8, "github.json", "hubot,hubot,,true,", "octocat,octocat,,true,")
                        .with("map.id=login", "map.name=login"));
    }

    private static Stream<Arguments> files() {
        return Stream.concat(spreadsheets(), vendors())
                .flatMap(file -> Stream.of(Way.values()).map(way -> Arguments.of(file, way)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("files")
    void a_file_is_imported_as_it_is_or_refused_with_what_would_be_right(Brought file, Way way) throws Exception {
        Outcome outcome = bring(file, "all", way);
        assertThat(outcome.users()).as(outcome.told()).isEqualTo(file.users());
        assertThat(outcome.isSaved()).isEqualTo(!file.users().isEmpty());
        assertThat(file.told()).allSatisfy(text -> assertThat(outcome.told()).contains(text));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void bytes_of_another_encoding_cost_their_row_alone(Way way) throws Exception {
        var file = Brought.in(
                ISO_8859_1,
                "latin-1-in-row-3.csv",
                "id,name,email\n1,A,a@example.org\n2,B,b@example.org\n3,Jörg,j@example.org\n4,D,d@example.org\n");
        Outcome outcome = bring(file, "each", way);
        assertThat(outcome.users()).containsExactly(ANN, "2,B,b@example.org,true,", "4,D,d@example.org,true,");
        assertThat(outcome.told()).contains("byte 0xF6 in line 4, column 4 is not UTF-8");
    }

    private static Stream<Way> ways() {
        return Stream.of(Way.values());
    }

    private Outcome bring(Brought file, String mode, Way way) throws Exception {
        return way == Way.COMMAND ? command(file, mode) : request(file, mode, way);
    }

    private Outcome command(Brought file, String mode) throws IOException {
        var line = new CommandLineUnderTest(folder);
        List<String> arguments =
                new ArrayList<>(List.of("-Ddirectory.attributes=" + ATTRIBUTES, "import", "--mode=" + mode));
        for (String option : file.options()) {
            arguments.add("--" + (option.startsWith("map.") ? "map=" + option.substring(4) : option));
        }
        arguments.add(Files.write(folder.resolve(file.name()), file.bytes()).toString());
        int code = line.run(arguments.toArray(String[]::new));
        String told = line.out() + line.err();
        assertThat(line.run("-Ddirectory.attributes=" + ATTRIBUTES, "export"))
                .as(line.err())
                .isZero();
        return new Outcome(code == 0, told, users(line.out()));
    }

    private static Outcome request(Brought file, String mode, Way way) throws Exception {
        var settings = Settings.of(Map.of(
                "remote.uri",
                "http://localhost:1/{id}",
                "server.port",
                "0",
                "db.url",
                "jdbc:h2:mem:" + UUID.randomUUID(),
                "directory.attributes",
                ATTRIBUTES));
        try (Application application = Application.open(settings);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = (way == Way.API ? api(file, mode) : form(file, mode)).apply(application);
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            var export = HttpRequest.newBuilder(application.address().resolve("/api/users?format=csv"))
                    .build();
            String told =
                    response.body().replace("\\\"", "\"").replace("&#34;", "\"").replace("&#39;", "'");
            return new Outcome(
                    response.statusCode() == 200,
                    told,
                    users(http.send(export, BodyHandlers.ofString()).body()));
        }
    }

    /** Makes the request to an application. */
    private interface Request {
        HttpRequest apply(Application application);
    }

    private static Request api(Brought file, String mode) {
        String query = file.options().stream()
                .map(option -> option.substring(0, option.indexOf('=') + 1)
                        + URLEncoder.encode(option.substring(option.indexOf('=') + 1), UTF_8))
                .collect(Collectors.joining("&", "?mode=" + mode + "&", ""));
        return application -> HttpRequest.newBuilder(application.address().resolve("/api/imports" + query))
                .header("Content-Type", file.type())
                .POST(BodyPublishers.ofByteArray(file.bytes()))
                .build();
    }

    private static Request form(Brought file, String mode) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(part("mode", mode));
        for (String option : file.options()) {
            int sign = option.indexOf('=');
            body.writeBytes(part(option.substring(0, sign), option.substring(sign + 1)));
        }
        body.writeBytes(
                ("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.name() + "\"\r\n\r\n")
                        .getBytes(UTF_8));
        body.writeBytes(file.bytes());
        body.writeBytes("\r\n--xyz--\r\n".getBytes(UTF_8));
        return application -> HttpRequest.newBuilder(application.address().resolve("/import"))
                .header("Content-Type", "multipart/form-data; boundary=xyz")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }

    private static byte[] part(String name, String value) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(name, value)
                .getBytes(UTF_8);
    }

    /** Returns the rows of an export. */
    private static List<String> users(String export) {
        assertThat(export).startsWith("id,name,email,active,department");
        return export.lines().skip(1).toList();
    }
}
