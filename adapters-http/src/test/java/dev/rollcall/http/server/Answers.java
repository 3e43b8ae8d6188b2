package dev.rollcall.http.server;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.rollcall.Answer;
import dev.rollcall.domain.rollcall.Attempts;
import dev.rollcall.domain.rollcall.RollCall;
import dev.rollcall.domain.rollcall.Roster;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Makes answers whose times are round. */
public final class Answers {
    private Answers() {}

    /** A request that began after so many milliseconds, and took so many. */
    public static Attempts took(int started, int elapsed) {
        return new Attempts(1, Duration.ofMillis(started), Duration.ofMillis(elapsed));
    }

    public static Answer present(String id, Attempts attempts) {
        return new Answer.Present(new User(new UserId(id), "User " + id, id + "@example.org"), attempts);
    }

    public static Answer absent(String id, Attempts attempts) {
        return new Answer.Absent(new UserId(id), attempts);
    }

    public static Answer late(String id, Attempts attempts) {
        return new Answer.Late(new UserId(id), attempts);
    }

    public static Answer failed(String id, Attempts attempts) {
        return new Answer.Failed(new UserId(id), Answer.Reason.STATUS, "503", attempts);
    }

    /** The roll call that has these answers. */
    public static RollCall call(Answer... answers) {
        List<Answer> all = Arrays.asList(answers);
        return new RollCall(Roster.of(all.stream().map(Answer::id).toList()), all, Duration.ofMillis(100));
    }
}
