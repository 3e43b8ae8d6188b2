package dev.rollcall.app.settings;

import dev.rollcall.db.work.Timetable;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserFields;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.reconciliation.Limits;
import dev.rollcall.domain.reconciliation.Protection;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The formats of the settings of a reconciliation. */
final class ReconcileForms {
    private static final Duration MAX = Duration.ofDays(3650);
    private static final Duration OFTENEST = Duration.ofMinutes(1);
    private static final int MAX_CRONTAB = 100;
    private static final Pattern PLAIN = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}) ?%");

    private ReconcileForms() {}

    /** A time from nothing to ten years. */
    static Form<Duration> period() {
        return new Form<>("a time from 0s to 3650d, such as PT24H, P30D, 90s, 24h or 30d", text -> {
            Duration period = parsed(text);
            require(!period.isNegative() && period.compareTo(MAX) <= 0);
            return period;
        });
    }

    private static Duration parsed(String text) {
        return time(text).orElseThrow(() -> new IllegalArgumentException("not a time"));
    }

    private static Optional<Duration> time(String text) {
        Matcher plain = PLAIN.matcher(text);
        if (plain.matches()) {
            long number = Long.parseLong(plain.group(1));
            return Optional.of(
                    switch (plain.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** How often, or at which times of the day in the zone of the machine; empty for never. */
    static Form<Optional<Timetable>> timetable() {
        return Form.optional(new Form<>(
                "a time from 1m to 3650d such as PT24H or 1d, or the five fields of a crontab such as 0 2 * * *",
                text -> {
                    Optional<Duration> time = time(text);
                    if (time.isEmpty()) {
                        require(text.length() <= MAX_CRONTAB);
                        return Timetable.at(text, ZoneId.systemDefault());
                    }
                    require(time.get().compareTo(OFTENEST) >= 0 && time.get().compareTo(MAX) <= 0);
                    return Timetable.every(time.get());
                }));
    }

    /** How many lines of a kind a plan may have; empty for any number. */
    static Form<Optional<Limits.Limit>> limit() {
        return Form.optional(new Form<>(
                "a number of users such as 50, a share of the directory such as 5%, both with a comma between them",
                text -> {
                    OptionalLong count = OptionalLong.empty();
                    OptionalInt percent = OptionalInt.empty();
                    for (String part : items(text)) {
                        Matcher share = PERCENT.matcher(part);
                        if (share.matches()) {
                            percent = OptionalInt.of(Integer.parseInt(share.group(1)));
                        } else {
                            require(COUNT.matcher(part).matches());
                            count = OptionalLong.of(Long.parseLong(part));
                        }
                    }
                    return new Limits.Limit(count, percent);
                }));
    }

    /** Whom no run changes; empty for nobody. */
    static Form<Protection> protection() {
        return new Form<>(
                "ids, or fields with a value such as department=Board, with commas between them, or empty", text -> {
                    Set<UserId> ids = new HashSet<>();
                    Map<UserField, String> values = new HashMap<>();
                    for (String item : items(text)) {
                        int equals = item.indexOf('=');
                        if (equals < 0) {
                            ids.add(new UserId(item));
                        } else {
                            UserField field = field(item.substring(0, equals).strip());
                            values.put(field, field.checked(item.substring(equals + 1)));
                        }
                    }
                    return new Protection(ids, values);
                });
    }

    private static UserField field(String name) {
        return UserFields.BASIC.find(name).orElseGet(() -> UserField.attribute(name));
    }

    private static List<String> items(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("invalid");
        }
    }
}
