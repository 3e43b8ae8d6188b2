package dev.rollcall.http.client;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.RemoteUsersContract.Remote;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Answer.Reason;
import dev.rollcall.http.client.Serving.Order;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Whether what a remote served for an id explains the answer of a roll call.
 *
 * <p>The last reply decides. All before it are such that the client asks again: they may pass; or they are an absence, or of no use, and
 * came on a connection that was used before, so that they could have been stray.
 *
 * @param served all that was served for the id, in order
 * @param attemptTimeout how long the client waits for a reply
 */
record Explanation(List<Serving> served, FinishedCall called, Duration attemptTimeout) {
    /** The verdict on an answer. */
    enum Verdict {
        /** It follows from what was served. */
        PROVEN,
        /** It may follow: more than the remote knows has decided what was heard, such as a time-out, the deadline or another caller. */
        POSSIBLE,
        /** It doesn't follow. */
        WRONG
    }

    private enum Kind {
        KNOWN,
        UNKNOWN,
        UNUSABLE,
        HOPELESS,
        PASSING,
        SILENT
    }

    /** Returns the verdict on an answer. */
    Verdict verdict(Answer answer) {
        if (served.stream().anyMatch(serving -> serving.order() == Order.CONFUSED)) {
            return Verdict.POSSIBLE;
        }
        if (called.isAlone() && answer.attempts().count() < served.size()) {
            return Verdict.WRONG;
        }
        return switch (answer) {
            case Answer.Present present -> decided(present, serving -> tells(serving, present.user()));
            case Answer.Absent absent -> decided(absent, serving -> kind(serving) == Kind.UNKNOWN);
            case Answer.Late late -> late();
            case Answer.Failed failed -> failed(failed);
        };
    }

    /** Returns what was served so that it could be heard. */
    private List<Serving> heard() {
        return served.stream().filter(serving -> serving.order() == Order.CLEAR).toList();
    }

    private Verdict decided(Answer answer, Predicate<Serving> saysSo) {
        if (called.isAlone() && isLast(saysSo, answer)) {
            return Verdict.PROVEN;
        }
        boolean isUncertain = !called.isAlone() || mayHaveTimedOut(answer);
        return isUncertain && heard().stream().anyMatch(saysSo) ? Verdict.POSSIBLE : Verdict.WRONG;
    }

    /** Returns whether the last that was heard says so, and nothing before it was an answer. */
    private boolean isLast(Predicate<Serving> saysSo, Answer answer) {
        List<Serving> heard = heard();
        return !heard.isEmpty()
                && saysSo.test(heard.getLast())
                && IntStream.range(0, heard.size() - 1).allMatch(i -> leadsOn(heard, i, answer));
    }

    private boolean leadsOn(List<Serving> heard, int i, Answer answer) {
        return switch (kind(heard.get(i))) {
            case PASSING -> true;
            case SILENT -> mayHaveTimedOut(answer);
            case UNKNOWN, UNUSABLE -> isDoubtful(heard.get(i)) && (i == 0 || !isDoubtful(heard.get(i - 1)));
            case KNOWN, HOPELESS -> false;
        };
    }

    /** Returns whether it could have been stray, so that the client asks again to make sure; it does that once. */
    private static boolean isDoubtful(Serving serving) {
        Kind kind = kind(serving);
        return !serving.isFirst() && (kind == Kind.UNKNOWN || kind == Kind.UNUSABLE);
    }

    private boolean mayHaveTimedOut(Answer answer) {
        return answer.attempts().elapsed().compareTo(attemptTimeout) >= 0;
    }

    private Verdict late() {
        List<Serving> heard = heard();
        boolean isLost = called.isAlone() && !heard.isEmpty() && isFinal(heard.getLast()) && wasInTime(heard.getLast());
        return called.isLate() && !isLost ? Verdict.PROVEN : Verdict.WRONG;
    }

    private static boolean isFinal(Serving serving) {
        return switch (kind(serving)) {
            case KNOWN, HOPELESS -> true;
            case UNKNOWN, UNUSABLE -> serving.isFirst();
            case PASSING, SILENT -> false;
        };
    }

    /** Returns whether it was served so long before the deadline that a busy machine is no excuse. */
    private boolean wasInTime(Serving serving) {
        Duration before = called.policy().deadline().minus(attemptTimeout.multipliedBy(2));
        return serving.at() - called.began() < before.toNanos();
    }

    private Verdict failed(Answer.Failed failed) {
        if (failed.reason() == Reason.CIRCUIT_OPEN || failed.detail().endsWith("not asked")) {
            return unasked();
        }
        if (failed.reason() == Reason.TIMEOUT) {
            return timedOut();
        }
        Predicate<Serving> saysSo = serving -> fails(serving, failed.reason());
        if (called.isAlone() && isLast(saysSo, failed)) {
            return Verdict.PROVEN;
        }
        boolean isUncertain =
                !called.isAlone() || called.isLate() || mayHaveTimedOut(failed) || served.size() > heard().size();
        return isUncertain && served.stream().anyMatch(saysSo) ? Verdict.POSSIBLE : Verdict.WRONG;
    }

    /** Back-pressure told other callers to pause. */
    private Verdict unasked() {
        if (!called.isAlone()) {
            return Verdict.POSSIBLE;
        }
        return heard().isEmpty() ? Verdict.PROVEN : Verdict.WRONG;
    }

    private Verdict timedOut() {
        if (called.elapsed().compareTo(attemptTimeout) < 0) {
            return Verdict.WRONG;
        }
        boolean isExplained = served.isEmpty()
                || served.size() > heard().size()
                || served.stream().anyMatch(serving -> kind(serving) == Kind.SILENT);
        return isExplained ? Verdict.PROVEN : Verdict.POSSIBLE;
    }

    private static boolean fails(Serving serving, Reason reason) {
        if (serving.order() == Order.STRAYED && reason == Reason.CONNECTION) {
            return endsConnection(serving);
        }
        return switch (kind(serving)) {
            case UNUSABLE, HOPELESS, PASSING -> serving.behaviour().reason() == reason;
            case KNOWN, UNKNOWN, SILENT -> false;
        };
    }

    /** Returns whether the connection ends, perhaps within what is stray. */
    private static boolean endsConnection(Serving serving) {
        return switch (serving.behaviour()) {
            case HANGS_UP, RESETS, BREAKS_OFF, SPEAKS_NO_HTTP -> true;
            default -> false;
        };
    }

    private static boolean tells(Serving serving, User user) {
        UserId id = user.id();
        return switch (serving.behaviour()) {
            case KNOWS, COMPRESSES -> user.equals(Remote.user(id));
            case KNOWS_BY_NUMBER, KNOWS_NO_EMAIL ->
                user.equals(new User(id, Remote.user(id).name(), ""));
            default -> false;
        };
    }

    private static Kind kind(Serving serving) {
        return switch (serving.behaviour()) {
            case KNOWS, KNOWS_BY_NUMBER, KNOWS_NO_EMAIL, COMPRESSES -> Kind.KNOWN;
            case KNOWS_NOT, KNOWS_NO_LONGER -> Kind.UNKNOWN;
            case IS_BUSY, ASKS_FOR_A_SECOND, GIVES_UP, IS_MISTAKEN, HANGS_UP, RESETS, BREAKS_OFF -> Kind.PASSING;
            case ASKS_FOR_AN_HOUR -> Kind.HOPELESS;
            case IS_SILENT, STALLS, DRIPS -> Kind.SILENT;
            case SHOWS_A_PAGE,
                    IS_HOLLOW,
                    CONFUSES,
                    TELLS_NO_ID,
                    MISTYPES,
                    BABBLES,
                    TRAILS_OFF,
                    GOES_ON,
                    ENCODES_OTHERWISE,
                    GARBLES,
                    OVERWHELMS,
                    OVERWHELMS_IN_CHUNKS,
                    SPEAKS_NO_HTTP,
                    FAILS,
                    MISUSES_STATUS,
                    REDIRECTS,
                    FORBIDS -> Kind.UNUSABLE;
        };
    }
}
