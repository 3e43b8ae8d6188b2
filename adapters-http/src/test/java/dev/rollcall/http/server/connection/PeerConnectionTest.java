package dev.rollcall.http.server.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.ConnectionContext;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PeerConnectionTest {
    private static final Set<String> OF_THE_PEER = Set.of("dataReader", "dataWriter", "remotePeer");

    private final Queue<byte[]> sent = new ArrayDeque<>(List.of("a".getBytes(US_ASCII), "bc".getBytes(US_ASCII)));
    private final Map<String, Object> values = new HashMap<>(Map.of("dataReader", DataReader.create(sent::poll)));
    private final ConnectionContext connection = mock(
            ConnectionContext.class,
            call -> values.computeIfAbsent(call.getMethod().getName(), name -> value(call.getMethod())));
    private final Peer peer = new Peer(connection, new MemoryBudget(1000));
    private final ConnectionContext seen = new PeerConnection(connection, peer);

    /** Returns what is told by this method and by no other. */
    private static Object value(Method method) {
        Class<?> type = method.getReturnType();
        if (type == boolean.class) {
            return true;
        }
        if (type == Optional.class) {
            return Optional.of(method.getName());
        }
        return type == String.class ? method.getName() : mock(type);
    }

    @Test
    void it_is_the_same_connection_in_all_but_its_other_end() throws ReflectiveOperationException {
        List<Method> properties = Arrays.stream(ConnectionContext.class.getMethods())
                .filter(method -> method.getParameterCount() == 0 && !OF_THE_PEER.contains(method.getName()))
                .toList();
        assertThat(properties).hasSizeGreaterThanOrEqualTo(9);
        for (Method property : properties) {
            assertThat(property.invoke(seen)).as(property.getName()).isEqualTo(property.invoke(connection));
        }
    }

    @Test
    void its_other_end_is_the_peer() {
        assertThat(seen.remotePeer()).isSameAs(peer);
    }

    @Test
    void what_is_read_comes_through_the_peer_which_may_have_read_ahead() {
        assertThat(peer.next()).isEqualTo("a".getBytes(US_ASCII));
        assertThat(seen.dataReader().readBuffer().readBytes()).isEqualTo("bc".getBytes(US_ASCII));
        assertThat(sent).isEmpty();
    }

    @Test
    void it_has_one_reader_which_keeps_what_was_not_taken() {
        assertThat(seen.dataReader()).isSameAs(seen.dataReader());
        assertThat(seen.dataReader().read()).isEqualTo((byte) 'a');
        assertThat(seen.dataReader().read()).isEqualTo((byte) 'b');
        assertThat(seen.dataReader().read()).isEqualTo((byte) 'c');
    }
}
