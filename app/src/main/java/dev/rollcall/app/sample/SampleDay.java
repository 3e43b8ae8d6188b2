package dev.rollcall.app.sample;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import java.util.Map;

/** What happens on the sample remote from day to day. */
enum SampleDay {
    /** Everybody is there. */
    FIRST("everybody is there"),
    /** People leave and join, and somebody has another name. */
    SECOND("5 users left, 3 joined, and 5 have new names"),
    /** The remote is down. */
    OUTAGE("the remote is down all day"),
    /** It is as on the second day. */
    FOURTH("the remote is back, and nobody else came or went");

    private static final int LEAVING = 14;
    private static final int RENAMED = 31;
    private static final int JOINING = 3;

    private final String news;

    SampleDay(String news) {
        this.news = news;
    }

    /** Returns what is new on this day, for a person. */
    String news() {
        return news;
    }

    /** Returns the next day; after the last one, nothing happens any more. */
    SampleDay next() {
        return switch (this) {
            case FIRST -> SECOND;
            case SECOND -> OUTAGE;
            case OUTAGE, FOURTH -> FOURTH;
        };
    }

    /** Returns whether the remote is down. */
    boolean isOutage() {
        return this == OUTAGE;
    }

    private boolean isLater() {
        return this != FIRST;
    }

    /** Returns the number of ids, from 0. */
    int users() {
        return isLater() ? SampleUsers.COUNT + JOINING : SampleUsers.COUNT;
    }

    /** Returns whether the user was there on the first day, and isn't any more. */
    boolean hasLeft(int number) {
        return isLater() && number % 100 == LEAVING;
    }

    /** Returns the user as of this day. */
    User user(int number) {
        User user = SampleUsers.user(number);
        return isLater() && number % 100 == RENAMED
                ? user.with(Map.of(UserField.NAME, user.name() + "-Okonkwo"))
                : user;
    }
}
