package dev.rollcall.http.client.http1;

import dev.rollcall.http.client.network.Origin;
import dev.rollcall.http.client.threads.Background;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * DNS cache: the addresses of a remote, in the order in which to try them. Safe for use by many threads.
 *
 * <p>The platform's resolver ignores deadlines and interrupts, so a lookup runs on its own thread and nobody has to wait for its end. A
 * result is used for ten seconds, and for longer while the next lookup fails or takes more than a second.
 */
final class Addresses {
    static final Duration KEPT = Duration.ofSeconds(10);
    static final Duration KEPT_AFTER_FAILURE = Duration.ofSeconds(1);
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Origin origin;
    private final Resolver resolver;
    private final LongSupplier nanoTime;
    private final List<Runnable> waiting = new ArrayList<>();
    private List<InetSocketAddress> addresses = List.of();
    private @Nullable InetSocketAddress reached;
    private @Nullable IOException failure;
    private boolean lookingUp;
    private long lookUpBegan;
    private long freshUntil;

    /**
     * Creates an empty cache.
     *
     * @param nanoTime the clock, such as {@link System#nanoTime()}
     */
    Addresses(Origin origin, Resolver resolver, LongSupplier nanoTime) {
        this.origin = origin;
        this.resolver = resolver;
        this.nanoTime = nanoTime;
        this.freshUntil = nanoTime.getAsLong();
    }

    /** See {@link Endpoint#addresses}. */
    Optional<List<InetSocketAddress>> get(Runnable whenKnown) throws IOException {
        return origin.isAddress() ? Optional.of(found()) : lookedUp(whenKnown);
    }

    private List<InetSocketAddress> found() throws IOException {
        return resolver.addresses(origin.platformHost()).stream()
                .map(address -> new InetSocketAddress(address, origin.port()))
                .distinct()
                .toList();
    }

    private synchronized Optional<List<InetSocketAddress>> lookedUp(Runnable whenKnown) throws IOException {
        long now = nanoTime.getAsLong();
        boolean isFresh = freshUntil - now > 0;
        if (!isFresh && !lookingUp) {
            lookUp(now);
        }
        if (isFresh && addresses.isEmpty() && failure != null) {
            throw failure;
        }
        if (!addresses.isEmpty() && (isFresh || failure != null || now - lookUpBegan > PATIENCE.toNanos())) {
            return Optional.of(addresses);
        }
        waiting.add(whenKnown);
        return Optional.empty();
    }

    private void lookUp(long now) {
        Background.start("look-up of " + origin.host(), this::lookUp);
        lookingUp = true;
        lookUpBegan = now;
    }

    private void lookUp() {
        List<InetSocketAddress> found = List.of();
        IOException failed = null;
        try {
            found = found();
        } catch (IOException e) {
            failed = e;
        }
        known(found, failed).forEach(Runnable::run);
    }

    private synchronized List<Runnable> known(List<InetSocketAddress> found, @Nullable IOException failed) {
        if (failed == null) {
            update(found);
        }
        failure = failed;
        lookingUp = false;
        freshUntil = nanoTime.getAsLong() + (failed == null ? KEPT : KEPT_AFTER_FAILURE).toNanos();
        List<Runnable> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }

    /** Takes the result, unless only its order is new: ours reflects which addresses work. */
    private void update(List<InetSocketAddress> found) {
        if (!new HashSet<>(found).equals(new HashSet<>(addresses))) {
            addresses = alternating(found);
            Optional.ofNullable(reached).filter(found::contains).ifPresent(this::reached);
        }
    }

    /** Interleaves the address families, IPv6 first (RFC 8305, section 4). */
    private static List<InetSocketAddress> alternating(List<InetSocketAddress> found) {
        List<InetSocketAddress> six = found.stream().filter(Addresses::isIpv6).toList();
        List<InetSocketAddress> four =
                found.stream().filter(address -> !isIpv6(address)).toList();
        List<InetSocketAddress> all = new ArrayList<>();
        for (int i = 0; i < Math.max(six.size(), four.size()); i++) {
            all.addAll(six.subList(Math.min(i, six.size()), Math.min(i + 1, six.size())));
            all.addAll(four.subList(Math.min(i, four.size()), Math.min(i + 1, four.size())));
        }
        return List.copyOf(all);
    }

    private static boolean isIpv6(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address;
    }

    /** See {@link Endpoint#reached}. */
    synchronized void reached(InetSocketAddress address) {
        reached = address;
        move(address, 0);
    }

    /** See {@link Endpoint#failed}. */
    synchronized void failed(InetSocketAddress address) {
        if (address.equals(reached)) {
            reached = null;
        }
        move(address, addresses.size() - 1);
    }

    private void move(InetSocketAddress address, int to) {
        if (addresses.contains(address) && !addresses.get(to).equals(address)) {
            List<InetSocketAddress> moved = new ArrayList<>(addresses);
            moved.remove(address);
            moved.add(to, address);
            addresses = List.copyOf(moved);
        }
    }
}
