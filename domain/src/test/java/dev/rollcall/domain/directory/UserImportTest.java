package dev.rollcall.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.directory.imports.ImportMode;
import dev.rollcall.domain.directory.imports.ImportReport;
import dev.rollcall.domain.directory.imports.Row;
import dev.rollcall.domain.directory.imports.UserImport;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UserImportTest {
    private static final Actor BEA = new Actor("Bea");
    private static final Row.Bad BAD = new Row.Bad(3, "name", "\t", "name must not have control characters");

    private final Directory directory = new MapDirectory();
    private final List<Row.Bad> told = new ArrayList<>();

    @Test
    void all_rows_are_saved_if_all_are_good() {
        assertThat(imported(ImportMode.ALL, row(2, "1"), row(3, "2")))
                .isEqualTo(new ImportReport(ImportMode.ALL, 0, new Tally(2, 0, 0)));
        assertThat(directory.count(Query.first(1))).isEqualTo(2);
    }

    @Test
    void none_is_saved_if_one_is_bad_and_each_bad_one_is_reported() {
        ImportReport report = imported(ImportMode.ALL, row(2, "1"), BAD, row(4, "2"), BAD);

        assertThat(report).isEqualTo(new ImportReport(ImportMode.ALL, 2, Tally.NONE));
        assertThat(report.isRefused()).isTrue();
        assertThat(told).containsExactly(BAD, BAD);
        assertThat(directory.count(Query.first(1))).isZero();
    }

    @Test
    void row_by_row_good_rows_are_saved_and_bad_ones_reported() {
        ImportReport report = imported(ImportMode.EACH, row(2, "1"), BAD, row(4, "2"));

        assertThat(report).isEqualTo(new ImportReport(ImportMode.EACH, 1, new Tally(2, 0, 0)));
        assertThat(report.isRefused()).isFalse();
        assertThat(told).containsExactly(BAD);
        assertThat(directory.count(Query.first(1))).isEqualTo(2);
    }

    @Test
    void a_dry_run_tells_the_same_and_saves_nothing() {
        imported(ImportMode.ALL, row(2, "1"), row(3, "2"));
        Row.Good renamed = new Row.Good(3, Upsert.of(new User(new UserId("2"), "Bert", "")));

        ImportReport report = imported(ImportMode.DRY_RUN, row(2, "1"), renamed, BAD, row(5, "3"));

        assertThat(report).isEqualTo(new ImportReport(ImportMode.DRY_RUN, 1, new Tally(1, 1, 1)));
        assertThat(report.isRefused()).isFalse();
        assertThat(told).containsExactly(BAD);
        assertThat(directory.page(Query.first(10)).entries())
                .extracting(entry -> entry.user().name())
                .containsExactly("Anna", "Anna");
    }

    @Test
    void more_rows_than_a_batch_are_all_taken() {
        Row[] rows = IntStream.range(0, 2500)
                .mapToObj(i -> row(i + 2, Integer.toString(i)))
                .toArray(Row[]::new);

        for (ImportMode mode : List.of(ImportMode.DRY_RUN, ImportMode.EACH)) {
            assertThat(imported(mode, rows).tally()).isEqualTo(new Tally(2500, 0, 0));
        }
        assertThat(imported(ImportMode.ALL, rows).tally()).isEqualTo(new Tally(0, 0, 2500));
    }

    @Test
    void a_second_row_of_a_user_is_bad_in_every_mode_and_names_the_first_one() {
        Row[] rows = {row(2, "d1"), new Row.Good(3, Upsert.of(new User(new UserId("d1"), "Second", ""))), row(4, "d2")};
        var second = new Row.Bad(3, "id", "d1", "the user is already in line 2; a file must have each user once");

        assertThat(imported(ImportMode.DRY_RUN, rows))
                .isEqualTo(new ImportReport(ImportMode.DRY_RUN, 1, new Tally(2, 0, 0)));
        assertThat(imported(ImportMode.ALL, rows).isRefused()).isTrue();
        assertThat(imported(ImportMode.EACH, rows)).isEqualTo(new ImportReport(ImportMode.EACH, 1, new Tally(2, 0, 0)));
        assertThat(told).containsExactly(second, second, second);
        assertThat(directory.find(new UserId("d1")).orElseThrow().user().name()).isEqualTo("Anna");
    }

    @Test
    void no_rows_are_an_import_of_no_users() {
        for (ImportMode mode : ImportMode.values()) {
            assertThat(imported(mode)).isEqualTo(new ImportReport(mode, 0, Tally.NONE));
        }
    }

    @Test
    void the_directory_is_not_asked_when_a_row_of_all_is_bad() {
        Directory untouched = mock();
        new UserImport(untouched, List.of(row(2, "1"), BAD), told::add)
                .run(ImportMode.ALL, new Attribution(BEA, Instant.EPOCH));
        verifyNoInteractions(untouched);
    }

    @Test
    void what_was_good_and_is_bad_when_it_is_read_again_is_not_saved() {
        var readings = List.of(List.<Row>of(row(2, "1")), List.<Row>of(BAD)).iterator();

        assertThatThrownBy(() -> new UserImport(directory, () -> readings.next().iterator(), told::add)
                        .run(ImportMode.ALL, new Attribution(BEA, Instant.EPOCH)))
                .hasMessage("the file changed during the import: line 3 was good before");
        assertThat(directory.count(Query.first(1))).isZero();
    }

    @Test
    void an_outage_ends_it() {
        Directory gone = mock();
        when(gone.saveAll(any(), any())).thenThrow(new DirectoryUnavailable("gone", new IllegalStateException()));
        var registrar = new Registrar(gone, Clock.systemUTC());

        assertThatThrownBy(() -> registrar.importUsers(List.of(row(2, "1")), ImportMode.EACH, BEA, told::add))
                .isInstanceOf(DirectoryUnavailable.class);
    }

    @Test
    void what_is_exported_can_be_imported_and_changes_nothing() {
        Row[] rows = IntStream.range(0, 250)
                .mapToObj(i -> row(i + 2, Integer.toString(i)))
                .toArray(Row[]::new);
        imported(ImportMode.ALL, rows);
        List<Row> exported = new ArrayList<>();
        registrar()
                .export(
                        Query.first(100).by(Order.NAME),
                        entry -> exported.add(new Row.Good(1, Upsert.of(entry.user()))));

        assertThat(exported).hasSize(250);
        assertThat(imported(ImportMode.ALL, exported.toArray(Row[]::new)).tally())
                .isEqualTo(new Tally(0, 0, 250));
    }

    private Registrar registrar() {
        return new Registrar(directory, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private ImportReport imported(ImportMode mode, Row... rows) {
        return registrar().importUsers(Stream.of(rows).toList(), mode, BEA, told::add);
    }

    private static Row.Good row(long line, String id) {
        return new Row.Good(line, Upsert.of(new User(new UserId(id), "Anna", "")));
    }
}
