package dev.rollcall.http.client.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.network.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class AddressesTest {
    private static final String FAILS = "fails";

    /** The results of the next lookups: addresses, separated by blanks. */
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

    private final AtomicInteger lookUps = new AtomicInteger();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Addresses addresses =
            new Addresses(Origin.of(URI.create("http://hr.example.org/")), this::find, now::get);

    @AfterEach
    void endLookUps() {
        answers.add(FAILS);
    }

    private List<InetAddress> find(String host) throws IOException {
        lookUps.incrementAndGet();
        try {
            String answer = answers.take();
            if (answer.equals(FAILS)) {
                throw new UnknownHostException(host);
            }
            return Stream.of(answer.split(" ")).map(InetAddress::ofLiteral).toList();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the addresses after the end of the lookup. */
    private List<String> lookedUp(String answer) throws Exception {
        var known = new CountDownLatch(1);
        assertThat(addresses.get(known::countDown)).isEmpty();
        answers.add(answer);
        known.await();
        return known();
    }

    /** Returns the addresses that are available at once. */
    private List<String> known() throws IOException {
        return texts(addresses.get(AddressesTest::unexpected).orElseThrow());
    }

    private static void unexpected() {
        throw new AssertionError("nothing had to be looked up");
    }

    private static List<String> texts(List<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(address -> address.getAddress().getHostAddress().replace("0:0:0:0:0:0:0:", "::"))
                .toList();
    }

    private static InetSocketAddress address(String text) {
        return new InetSocketAddress(InetAddress.ofLiteral(text), 80);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1",
        "10.0.0.1 10.0.0.2, 10.0.0.1 10.0.0.2",
        "10.0.0.1 ::1, ::1 10.0.0.1",
        "10.0.0.1 10.0.0.2 ::1 ::2 ::3, ::1 10.0.0.1 ::2 10.0.0.2 ::3",
        "::1 ::2 10.0.0.1, ::1 10.0.0.1 ::2",
        "::1 10.0.0.1 10.0.0.2 10.0.0.3, ::1 10.0.0.1 10.0.0.2 10.0.0.3",
        "10.0.0.1 10.0.0.1, 10.0.0.1",
    })
    void the_families_take_turns_and_ipv6_is_the_first(String found, String inOrder) throws Exception {
        assertThat(lookedUp(found)).containsExactly(inOrder.split(" "));
    }

    @Test
    void an_address_that_was_reached_is_the_first_and_one_that_failed_the_last() throws Exception {
        lookedUp("::1 10.0.0.1 10.0.0.2");
        addresses.reached(address("10.0.0.2"));
        assertThat(known()).containsExactly("10.0.0.2", "::1", "10.0.0.1");
        addresses.failed(address("10.0.0.2"));
        assertThat(known()).containsExactly("::1", "10.0.0.1", "10.0.0.2");
        addresses.failed(address("::1"));
        assertThat(known()).containsExactly("10.0.0.1", "10.0.0.2", "::1");
        addresses.failed(address("10.0.0.9"));
        addresses.reached(address("10.0.0.9"));
        assertThat(known()).containsExactly("10.0.0.1", "10.0.0.2", "::1");
    }

    @Test
    void what_is_known_is_used_for_ten_seconds() throws Exception {
        lookedUp("10.0.0.1");
        pass(Duration.ofMillis(9_999));
        assertThat(known()).containsExactly("10.0.0.1");
        pass(Duration.ofMillis(1));
        assertThat(lookedUp("10.0.0.2")).containsExactly("10.0.0.2");
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void the_same_addresses_in_another_order_change_nothing() throws Exception {
        lookedUp("10.0.0.1 10.0.0.2 10.0.0.3");
        addresses.failed(address("10.0.0.1"));
        pass(Addresses.KEPT);
        assertThat(lookedUp("10.0.0.1 10.0.0.3 10.0.0.2")).containsExactly("10.0.0.2", "10.0.0.3", "10.0.0.1");
    }

    @Test
    void among_other_addresses_the_one_that_was_reached_stays_the_first() throws Exception {
        lookedUp("10.0.0.1 10.0.0.2");
        addresses.reached(address("10.0.0.2"));
        pass(Addresses.KEPT);
        assertThat(lookedUp("10.0.0.1 10.0.0.2 10.0.0.3")).containsExactly("10.0.0.2", "10.0.0.1", "10.0.0.3");
        addresses.failed(address("10.0.0.2"));
        pass(Addresses.KEPT);
        assertThat(lookedUp("10.0.0.1 10.0.0.2")).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void a_look_up_that_fails_does_not_forget_what_was_known() throws Exception {
        lookedUp("10.0.0.1 10.0.0.2");
        pass(Addresses.KEPT);
        assertThat(lookedUp(FAILS)).containsExactly("10.0.0.1", "10.0.0.2");
        pass(Duration.ofMillis(999));
        assertThat(known()).containsExactly("10.0.0.1", "10.0.0.2");
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void a_look_up_that_failed_is_made_again_a_second_later_and_nobody_waits_for_it() throws Exception {
        lookedUp("10.0.0.1");
        pass(Addresses.KEPT);
        lookedUp(FAILS);
        pass(Addresses.KEPT_AFTER_FAILURE);
        assertThat(known()).containsExactly("10.0.0.1");
        answers.add("10.0.0.2");
        while (!known().contains("10.0.0.2")) {
            Thread.onSpinWait();
        }
        assertThat(lookUps).hasValue(3);
    }

    @Test
    void nobody_waits_for_a_look_up_that_hangs_if_addresses_are_known() throws Exception {
        lookedUp("10.0.0.1");
        pass(Addresses.KEPT);
        assertThat(addresses.get(() -> {})).isEmpty();
        pass(Addresses.PATIENCE.plusNanos(1));
        assertThat(known()).containsExactly("10.0.0.1");
    }

    @Test
    void a_host_that_was_never_known_is_not_looked_up_again_before_a_second_has_passed() throws Exception {
        assertThatThrownBy(() -> lookedUp(FAILS)).isInstanceOf(UnknownHostException.class);
        pass(Duration.ofMillis(999));
        assertThatThrownBy(this::known).isInstanceOf(UnknownHostException.class);
        pass(Duration.ofMillis(1));
        assertThat(lookedUp("10.0.0.1")).containsExactly("10.0.0.1");
    }

    @Test
    void all_who_wait_for_a_name_are_told_by_one_look_up() throws Exception {
        var told = new CountDownLatch(2);
        assertThat(addresses.get(told::countDown)).isEmpty();
        assertThat(addresses.get(told::countDown)).isEmpty();
        answers.add("10.0.0.1");
        told.await();
        assertThat(lookUps).hasValue(1);
    }
}
