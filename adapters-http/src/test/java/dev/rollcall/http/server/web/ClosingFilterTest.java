package dev.rollcall.http.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.rollcall.http.server.connection.Peer;
import io.helidon.common.context.Context;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ClosingFilterTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private final ClosingFilter filter = new ClosingFilter();
    private final FilterChain chain = mock(FilterChain.class);
    private final Peer peer = mock(Peer.class);
    private final RoutingRequest request = mock(RoutingRequest.class);
    private final RoutingResponse response = mock(RoutingResponse.class);
    private final WritableHeaders<?> requestHeaders = WritableHeaders.create();
    private final ServerResponseHeaders responseHeaders = ServerResponseHeaders.create();

    ClosingFilterTest() {
        when(request.remotePeer()).thenReturn(peer);
        when(request.headers()).thenReturn(ServerRequestHeaders.create(requestHeaders));
        when(request.prologue()).thenReturn(HttpPrologue.create("HTTP/1.1", "HTTP", "1.1", Method.GET, "/", true));
        when(request.context()).thenReturn(Context.create());
        when(response.headers()).thenReturn(responseHeaders);
    }

    private void serve() {
        filter.filter(chain, request, response);
    }

    @Test
    void a_request_is_answered_and_the_connection_stays() {
        assertThatCode(this::serve).doesNotThrowAnyException();
        verify(chain).proceed();
        verify(peer).answered();
    }

    @Test
    void the_connection_is_closed_if_the_request_asks_for_it() {
        requestHeaders.set(HeaderNames.CONNECTION, "Close");
        when(request.headers()).thenReturn(ServerRequestHeaders.create(requestHeaders));
        assertThatThrownBy(this::serve).isInstanceOf(CloseConnectionException.class);
        verify(peer).answered();
    }

    @Test
    void the_connection_is_closed_if_the_response_says_so() {
        responseHeaders.set(HeaderValues.CONNECTION_CLOSE);
        assertThatThrownBy(this::serve).isInstanceOf(CloseConnectionException.class);
    }

    @Test
    void a_client_that_may_still_wait_to_send_its_body_is_told_that_the_connection_ends() {
        when(peer.awaitsContinue()).thenReturn(true);
        doAnswer(call -> {
                    call.<Runnable>getArgument(0).run();
                    return response;
                })
                .when(response)
                .beforeSend(any());
        serve();
        verify(response).header(HeaderValues.CONNECTION_CLOSE);
    }

    @Test
    void a_request_that_fails_is_answered_too() {
        doThrow(new IllegalStateException("broken")).when(chain).proceed();
        assertThatThrownBy(this::serve).hasMessage("broken");
        verify(peer).answered();
        assertThatCode(() -> filter.drain(LONG)).doesNotThrowAnyException();
    }

    @Test
    void a_server_that_stops_completes_what_is_in_flight_and_then_refuses() throws Exception {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        doAnswer(call -> {
                    begun.countDown();
                    mayEnd.await();
                    return null;
                })
                .when(chain)
                .proceed();
        Thread inFlight =
                Thread.ofVirtual().uncaughtExceptionHandler((t, e) -> {}).start(this::serve);
        begun.await();
        filter.drain(Duration.ofMillis(20));
        assertThat(inFlight.isAlive()).isTrue();
        mayEnd.countDown();
        filter.drain(LONG);
        inFlight.join();
        verify(response, never()).status(Status.SERVICE_UNAVAILABLE_503);
        assertThatThrownBy(this::serve).isInstanceOf(CloseConnectionException.class);
        verify(response).status(Status.SERVICE_UNAVAILABLE_503);
    }
}
