package dev.rollcall.http.client.mapping;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.response.Malformed;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StreamedRecordsTest implements RecordsContract {
    @Override
    public Records.Source source(List<Target> targets) {
        return new StreamedRecords(targets, true);
    }

    @Test
    void a_member_that_occurs_twice_is_malformed() {
        assertThatThrownBy(() -> read("{\"id\": 7, \"id\": 7}", "/id", "/n"))
                .isInstanceOf(Malformed.class)
                .hasMessage("/id occurs twice");
    }
}
