package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.RemoteUsersContract.Behaviour;
import dev.rollcall.domain.rollcall.CallPolicy;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * What a remote does for each id of a roster, and how the roll of it is called.
 *
 * @param number which it is; with the seed, it says all the rest
 * @param behaviours what it does for an id, in turn; the last is repeated
 * @param strays what it sends behind its responses for some
 * @param lastOfQuota whose responses say that they used a quota up
 * @param callers how many call it at once
 * @param patience when they are interrupted; empty if they aren't
 */
record RandomScript(
        int number,
        Roster roster,
        Map<UserId, List<Behaviour>> behaviours,
        Map<UserId, Stray> strays,
        Set<UserId> lastOfQuota,
        CallPolicy policy,
        Reading reading,
        int callers,
        Optional<Duration> patience) {
    /** Long enough for three attempts that time out, and for a pause. */
    private static final Duration LONG = Duration.ofSeconds(5);

    private static final List<Behaviour> ALL = List.of(Behaviour.values());
    /** No two scripts have an id in common. */
    private static final int MOST_IDS = 100;

    /** How the caller takes the answers. */
    enum Reading {
        /** All together. */
        AT_ONCE,
        /** One by one, each for a few milliseconds. */
        SLOW,
        /** The first until the deadline is over. */
        STUCK,
        /** One by one in order, of ids that come one by one. */
        STREAMED
    }

    /** Returns the one with the number; the same seed makes it the same again. */
    static RandomScript of(long seed, int number) {
        var random = new SplittableRandom(seed + number);
        int size = random.nextInt(16) == 0 ? 12 + random.nextInt(40) : random.nextInt(12);
        List<UserId> ids = LongStream.range(0, size)
                .mapToObj(i -> new UserId(Long.toString((number + 1L) * MOST_IDS + i)))
                .toList();
        Map<UserId, List<Behaviour>> behaviours = new HashMap<>();
        Map<UserId, Stray> strays = new HashMap<>();
        Set<UserId> lastOfQuota = new HashSet<>();
        for (UserId id : ids) {
            behaviours.put(id, behaviours(random));
            if (random.nextInt(8) == 0) {
                strays.put(id, stray(random));
            }
            if (random.nextInt(200) == 0) {
                lastOfQuota.add(id);
            }
        }
        boolean isShort = random.nextInt(4) == 0;
        Duration deadline = isShort ? Duration.ofMillis(50 + random.nextInt(300)) : LONG;
        return new RandomScript(
                number,
                Roster.of(ids),
                behaviours,
                strays,
                lastOfQuota,
                new CallPolicy(deadline, 1 + random.nextInt(16), random.nextInt(8) == 0),
                reading(random, isShort),
                random.nextInt(4) == 0 ? 2 : 1,
                random.nextInt(10) == 0 ? Optional.of(Duration.ofMillis(random.nextInt(200))) : Optional.empty());
    }

    private static List<Behaviour> behaviours(SplittableRandom random) {
        List<Behaviour> inTurn = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Behaviour any = ALL.get(random.nextInt(ALL.size()));
            inTurn.add(
                    switch (random.nextInt(6)) {
                        case 0, 1 -> Behaviour.KNOWS;
                        case 2 -> Behaviour.KNOWS_NOT;
                        default -> any;
                    });
        }
        return inTurn;
    }

    private static Stray stray(SplittableRandom random) {
        String text = Stray.TEXTS.get(random.nextInt(Stray.TEXTS.size()));
        int atMost = random.nextBoolean() ? 3 : (int) Stray.LATE.toMillis();
        return new Stray(
                text, Duration.ofNanos(random.nextLong(Duration.ofMillis(atMost).toNanos())));
    }

    private static Reading reading(SplittableRandom random, boolean isShort) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> Reading.SLOW;
            case 2 -> Reading.STREAMED;
            case 3 -> isShort ? Reading.STUCK : Reading.SLOW;
            default -> Reading.AT_ONCE;
        };
    }

    /** Configures a remote. */
    void tell(ScriptedRemote remote) {
        behaviours.forEach((id, inTurn) -> remote.on(id, inTurn.toArray(Behaviour[]::new)));
        strays.forEach(remote::strayBehind);
        lastOfQuota.forEach(remote::lastOfQuota);
    }
}
