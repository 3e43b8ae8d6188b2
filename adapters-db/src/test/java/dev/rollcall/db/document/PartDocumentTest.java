package dev.rollcall.db.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.run.Part;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PartDocumentTest {
    private static final Optional<Place> PLACE = Optional.of(new Place("~", new UserId("ä \"😀\"")));

    static List<Part> parts() {
        return List.of(
                new Part.Listed(ListingPosition.BEGINNING),
                new Part.Listed(new ListingPosition(Optional.of(""), 1L << 40, 3, Optional.of("\\\n"))),
                new Part.Split(Optional.empty()),
                new Part.Split(PLACE),
                new Part.Range(Optional.empty(), Optional.empty()),
                new Part.Range(PLACE, Optional.empty()),
                new Part.Range(Optional.empty(), PLACE),
                new Part.Named(List.of()),
                new Part.Named(List.of(new UserId("2"), new UserId("1"), new UserId("true"))),
                new Part.Settling(Optional.empty()),
                new Part.Settling(PLACE),
                new Part.Applying(Optional.empty()),
                new Part.Applying(PLACE));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void a_part_is_read_as_it_was_written(Part part) {
        assertThat(PartDocument.read(PartDocument.of(part))).isEqualTo(part);
    }

    @Test
    void people_can_read_it() {
        assertThat(PartDocument.of(new Part.Range(PLACE, Optional.empty()))).isEqualTo("""
                {"part":"range","after":{"key":"~","id":"ä \\"😀\\""}}""");
        assertThat(PartDocument.of(new Part.Named(List.of(new UserId("7"))))).isEqualTo("""
                {"part":"named","ids":["7"]}""");
    }

    @Test
    void what_a_newer_version_adds_is_ignored() {
        assertThat(PartDocument.read("""
                {"new": [1, {"a": null}], "part": "split", "rate": 1}""")).isEqualTo(new Part.Split(Optional.empty()));
    }

    @Test
    void a_part_of_an_unknown_kind_is_refused() {
        assertThatThrownBy(() -> PartDocument.read("{\"part\":\"guess\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a part of a run: {\"part\":\"guess\"}");
    }
}
