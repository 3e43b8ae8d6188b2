package dev.rollcall.http.client;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.http.client.Canary.Held;
import dev.rollcall.http.client.api.Proofs;
import dev.rollcall.http.client.api.UsersApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which answers of a roll call are trusted, by the {@link Proofs} of the remote. It passes final answers on, at once or after a
 * canary was answered. For one thread.
 */
final class Evidence {
    /** From how many ids on it is suspicious that all of them are absent. */
    static final int MANY = 10;

    private final UsersApi api;
    private final Optional<Canary> present;
    private final Optional<Canary> absent;
    private final Follower follower;
    /** The place of a canary: none in the roster. */
    private static final int PRESENT_CANARY = -1;

    private static final int ABSENT_CANARY = -2;

    private static final String HIDDEN =
            "404, but many servers reject every path with %2F;" + " a canary with a slash would tell (remote.canary)";

    /** Carries the decisions out. */
    interface Follower {
        /** The answer is final. */
        void answer(int place, Answer answer);

        /** Asks for a canary, by a request of its own. */
        void ask(int place, UserId canary);
    }

    Evidence(UsersApi api, Follower follower) {
        this.api = api;
        this.follower = follower;
        this.present = api.proofs().canary().map(id -> new Canary(id, true));
        this.absent = api.proofs().absentCanary().map(id -> new Canary(id, false));
    }

    static boolean isCanary(int place) {
        return place < 0;
    }

    /** Takes the answer of an id of the roster, or of a canary. */
    void found(int place, Answer answer) {
        switch (place) {
            case PRESENT_CANARY -> present.ifPresent(canary -> judge(canary, place, answer));
            case ABSENT_CANARY -> absent.ifPresent(canary -> judge(canary, place, answer));
            default -> weigh(place, answer);
        }
    }

    private void judge(Canary canary, int place, Answer answer) {
        canary.answered(answer).forEach(held -> follower.answer(held.place(), held.answer()));
        if (canary.asksAgain()) {
            follower.ask(place, canary.id());
        }
    }

    private void weigh(int place, Answer answer) {
        switch (answer) {
            case Answer.Absent gone -> {
                if (isHidden(gone)) {
                    follower.answer(place, Canary.unconfirmed(gone, HIDDEN));
                } else {
                    hold(present, PRESENT_CANARY, new Held(place, gone));
                }
            }
            case Answer.Present here -> hold(absent, ABSENT_CANARY, new Held(place, here));
            case Answer.Late late -> follower.answer(place, late);
            case Answer.Failed failed -> follower.answer(place, failed);
        }
    }

    /** Returns whether an intermediary may have rejected the id's {@code %2F}, and no canary with one rules that out. */
    private boolean isHidden(Answer.Absent gone) {
        return api.hidesSlash(gone.id())
                && present.map(Canary::id).filter(api::hidesSlash).isEmpty();
    }

    private void hold(Optional<Canary> canary, int place, Held held) {
        if (canary.isEmpty()) {
            follower.answer(held.place(), held.answer());
            return;
        }
        Optional<String> doubt = canary.get().doubt();
        if (doubt.isPresent()) {
            follower.answer(held.place(), Canary.unconfirmed(held.answer(), doubt.get()));
        } else if (canary.get().hold(held)) {
            follower.ask(place, canary.get().id());
        }
    }

    /** The deadline expired: what is held back is unconfirmed. */
    void close() {
        Stream.of(present, absent)
                .flatMap(Optional::stream)
                .flatMap(canary -> canary.giveUp().stream())
                .forEach(held -> follower.answer(held.place(), held.answer()));
    }

    boolean canariesHeld() {
        return Stream.of(present, absent)
                .flatMap(Optional::stream)
                .allMatch(canary -> canary.doubt().isEmpty());
    }

    List<String> warnings(RollCall.Counts counts) {
        List<String> warnings = new ArrayList<>();
        if (present.isEmpty() && counts.asked() >= MANY && counts.absent() == counts.asked()) {
            warnings.add(("All %s ids are absent, and nothing proves that the users API itself said so:"
                            + " set remote.canary to an id that certainly exists, and check remote.uri.")
                    .formatted(counts.asked()));
        }
        return warnings;
    }
}
