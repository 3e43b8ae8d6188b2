package dev.rollcall.app.sample;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Invented people, always the same: the users of the sample remote, and the first users of an empty directory. */
final class SampleUsers {
    /** The number of ids on the sample remote, starting at 0. */
    static final int COUNT = 500;

    /** An attribute; it is shown if the settings declare it. */
    private static final UserField COMPANY = UserField.attribute("company");

    private static final int IN_DIRECTORY = 150;

    // 25 and 24 are coprime, so the first 600 numbers give 600 different names
    private static final List<String> FIRST_NAMES = names("""
            Amara, Søren, Mei, Thandiwe, José, Ingrid, Kwame, Zoë, Ravi, Łucja, Noor, Mateo, Aroha,
            Yusuf, Chloé, Hiroshi, Fatima, Björn, Leilani, Dmitri, Ana, Tariq, Siobhán, Emeka, Linh
            """);
    private static final List<String> LAST_NAMES = names("""
            Okafor, Lindqvist, Tanaka, O’Neill, García, Nguyễn, Haddad, Kowalska, Mbeki, Müller, Iyer,
            Petrova, Dubois, Kahale, Ørsted, Costa, Ferrari, Yılmaz, Smith, Novák, Adeyemi, Park, Moreau,
            Silva
            """);
    private static final List<String> COMPANIES = names("""
            Northwind Ferries, Blue Heron Books, Sundial Energy, Paper Lantern Studio, Kestrel Logistics,
            Harbour & Sons, Meridian Clinics
            """);

    private SampleUsers() {}

    /** The user as on the sample remote. */
    static User user(int number) {
        String first = FIRST_NAMES.get(number * 7 % FIRST_NAMES.size());
        String last = LAST_NAMES.get(number * 11 % LAST_NAMES.size());
        return new User(id(number), first + " " + last, "%s.%s@example.org".formatted(plain(first), plain(last)));
    }

    static String company(int number) {
        return COMPANIES.get(number % COMPANIES.size());
    }

    /** A telephone number from the range reserved for fiction. */
    static String phone(int number) {
        return String.format(Locale.ROOT, "+44 20 7946 0%03d", number);
    }

    /**
     * Returns the first users of an empty directory, by number. Most are the same as on the remote, some have another email or name,
     * some are absent from the remote, and some of the remote are missing here.
     */
    static List<User> directory() {
        return IntStream.range(0, IN_DIRECTORY)
                .filter(number -> number % 9 != 4)
                .mapToObj(SampleUsers::inDirectory)
                .toList();
    }

    private static User inDirectory(int number) {
        User user = user(number)
                .with(Map.of(COMPANY, company(number), UserField.ACTIVE, Boolean.toString(number % 23 != 6)));
        if (number % 17 == 5) {
            return user.with(Map.of(UserField.EMAIL, user.email().replace("@example.org", "@old.example.org")));
        }
        if (number % 31 == 8) {
            return user.with(Map.of(UserField.NAME, user.name() + "-" + LAST_NAMES.get(number % LAST_NAMES.size())));
        }
        return user;
    }

    private static List<String> names(String separatedByCommas) {
        return List.of(separatedByCommas.strip().split(",\\s+"));
    }

    private static UserId id(int number) {
        return new UserId(Integer.toString(number));
    }

    private static String plain(String name) {
        String letters = name.toLowerCase(Locale.ROOT)
                .replace('ø', 'o')
                .replace('ł', 'l')
                .replace('ı', 'i');
        return Normalizer.normalize(letters, Normalizer.Form.NFD).replaceAll("[^a-z]", "");
    }
}
