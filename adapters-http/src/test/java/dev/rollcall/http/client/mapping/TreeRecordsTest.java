package dev.rollcall.http.client.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TreeRecordsTest implements RecordsContract {
    @Override
    public Records.Source source(List<Target> targets) {
        return new TreeRecords(Optional.empty(), Optional.empty(), targets);
    }

    @Test
    void a_document_for_which_the_condition_holds_has_no_records() throws IOException {
        var source = new TreeRecords(Optional.of(Expression.of("!total")), Optional.empty(), List.of());
        try (var json = JsonBody.parser(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)))) {
            json.nextToken();
            assertThat(source.read(json)).isEmpty();
        }
    }
}
