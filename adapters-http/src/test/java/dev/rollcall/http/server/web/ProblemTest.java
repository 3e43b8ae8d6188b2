package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.io.ContentReference;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProblemTest {
    @Test
    void the_detail_of_a_bad_body_ends_with_the_location() {
        var location = new JsonLocation(ContentReference.unknown(), 20, 2, 7);

        assertThat(Problem.badBody("name must be a string", location).problem())
                .returns(ProblemType.BAD_BODY, Problem::type)
                .returns("name must be a string, at line 2, column 7", Problem::detail);
    }

    @Test
    void an_unknown_location_is_left_out() {
        assertThat(Problem.badBody("name is missing", null).problem().detail()).isEqualTo("name is missing");
    }

    @Test
    void headers_are_added_to_those_that_it_has() {
        var problem = new Problem(ProblemType.STOPPING, "the server is stopping")
                .with(HeaderValues.CONNECTION_CLOSE)
                .with(List.of(HeaderValues.create(HeaderNames.RETRY_AFTER, "1")));

        assertThat(problem.headers())
                .extracting(header -> header.headerName().lowerCase())
                .containsExactly("connection", "retry-after");
    }

    @Test
    void its_refusal_names_type_and_detail() {
        assertThat(Problem.badHeader("If-Match must be *").getMessage()).isEqualTo("bad-header: If-Match must be *");
    }
}
