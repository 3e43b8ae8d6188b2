package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.Status;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProblemTypeTest {
    /** Clients compare these: a change of one breaks them. */
    @Test
    void slugs_and_their_statuses_do_not_change() {
        assertThat(Arrays.stream(ProblemType.values())
                        .map(type -> type.slug() + " " + type.status().code()))
                .contains(
                        "bad-request 400",
                        "bad-parameter 400",
                        "bad-id 400",
                        "bad-header 400",
                        "bad-body 400",
                        "foreign-page 403",
                        "not-found 404",
                        "unknown-user 404",
                        "method-not-allowed 405",
                        "not-acceptable 406",
                        "precondition-failed 412",
                        "body-too-large 413",
                        "unsupported-media-type 415",
                        "import-refused 422",
                        "internal-error 500",
                        "roll-call-incomplete 502",
                        "directory-unavailable 503",
                        "overloaded 503",
                        "directory-busy 503",
                        "directory-slow 503",
                        "stopping 503",
                        "roll-call-late 504",
                        "storage-full 507")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void a_type_is_found_by_its_slug_and_says_what_it_means_in_sentences(ProblemType type) {
        assertThat(ProblemType.ofSlug(type.slug())).hasValue(type);
        assertThat(type.slug()).matches("[a-z]+(-[a-z]+)*");
        assertThat(type.meaning()).matches("[A-Z].*[.]");
        assertThat(type.title()).matches("[A-Z].*[^.]");
    }

    @Test
    void another_slug_is_of_no_type() {
        assertThat(ProblemType.ofSlug("")).isEmpty();
        assertThat(ProblemType.ofSlug("NOT_FOUND")).isEmpty();
        assertThat(ProblemType.ofSlug("Not-Found")).isEmpty();
        assertThat(ProblemType.ofSlug("not_found")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, BAD_REQUEST",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "408, BAD_REQUEST",
        "413, BODY_TOO_LARGE",
        "414, URI_TOO_LONG",
        "415, UNSUPPORTED_MEDIA_TYPE",
        "431, HEAD_TOO_LARGE",
        "499, BAD_REQUEST",
        "500, INTERNAL_ERROR",
        "501, BAD_REQUEST",
        "502, INTERNAL_ERROR",
        "503, STOPPING",
        "505, HTTP_VERSION",
    })
    void an_error_of_the_server_itself_is_of_the_type_that_tells_best(int status, ProblemType type) {
        assertThat(ProblemType.ofStatus(Status.create(status))).isEqualTo(type);
    }
}
