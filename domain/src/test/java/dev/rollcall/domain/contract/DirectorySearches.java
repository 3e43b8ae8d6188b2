package dev.rollcall.domain.contract;

import static dev.rollcall.domain.contract.DirectoryUnderTest.ids;
import static dev.rollcall.domain.contract.DirectoryUnderTest.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserField;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Precondition;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Upsert;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The part of the {@link DirectoryContract} about what a search finds. */
interface DirectorySearches extends DirectoryUnderTest {
    @Test
    default void finds_by_the_beginning_of_a_word_of_any_field() {
        saved(new User(new UserId("k42 x"), "Anna Maria Berg", "berta@example.org"));

        for (String text :
                List.of("k", "k42", "k42 x", "x", "anna", "mar", "berg", "anna maria", "maria b", "berta@exam")) {
            assertThat(found(text)).as(text).containsExactly("k42 x");
        }
    }

    @Test
    default void does_not_find_by_the_inside_of_id_email_or_word_nor_across_them() {
        saved(new User(new UserId("k42 x"), "Anna Berg", "b.erta@example.org"));

        for (String text : List.of("42", "nna", "erg", "erta", "example", "x anna", "berg b.erta", "annaberg")) {
            assertThat(found(text)).as(text).isEmpty();
        }
    }

    @Test
    default void finds_everybody_by_empty_text_or_spaces() {
        savedAll(List.of("1", "2"));

        assertThat(found("")).containsExactly("1", "2");
        assertThat(found("  ")).containsExactly("1", "2");
    }

    @Test
    default void ignores_case_in_any_alphabet() {
        saved(user("1", "Ängström"));
        saved(user("2", "ΟΔΥΣΣΕΥΣ"));
        saved(user("3", "жук"));
        saved(user("4", "\uD801\uDC28x")); // a small letter of Deseret, beyond 16 bits

        assertThat(found("ÄNGSTR")).containsExactly("1");
        assertThat(found("ängSTRÖM")).containsExactly("1");
        assertThat(found("οδυσ")).containsExactly("2");
        assertThat(found("ΟΔΥΣ")).containsExactly("2");
        assertThat(found("ЖУ")).containsExactly("3");
        assertThat(found("\uD801\uDC00X")).containsExactly("4");
    }

    @Test
    default void ignores_accents_and_how_they_are_encoded() {
        saved(user("1", "Ärger"));
        saved(user("2", "A\u0308rmel"));
        saved(user("3", "Łukasz Ørsted-Weiß"));

        assertThat(found("arg")).containsExactly("1");
        assertThat(found("A\u0308rg")).containsExactly("1");
        assertThat(found("Ärm")).containsExactly("2");
        assertThat(found("är")).containsExactly("1", "2");
        assertThat(found("lukasz orsted-weiss")).containsExactly("3");
        assertThat(found("łukasz ørs")).containsExactly("3");
    }

    @Test
    default void finds_any_run_of_characters_in_scripts_without_spaces() {
        saved(user("1", "山田太郎"));
        saved(user("2", "東京タワー"));
        saved(user("3", "สมชาย ใจดี"));
        saved(user("4", "김철수"));

        for (String text : List.of("山", "山田", "田太", "太郎", "郎", "山田 太郎")) {
            assertThat(found(text)).as(text).containsExactly("1");
        }
        assertThat(found("タワー")).containsExactly("2");
        assertThat(found("京タ")).containsExactly("2");
        assertThat(found("ชาย")).containsExactly("3");
        assertThat(found("김철")).containsExactly("4");
        for (String text : List.of("山太", "郎太", "田山", "京東", "철수")) {
            assertThat(found(text)).as(text).isEmpty();
        }
    }

    @Test
    default void finds_by_attributes_and_by_the_end_of_long_ones() {
        UserField notes = UserField.attribute("notes");
        String value = "äx ".repeat(300) + "zzz " + "本".repeat(90);
        saved(user("1", "Anna").with(Map.of(notes, value, UserField.attribute("title"), "Chief Engineer")));
        saved(user("2", "Anna").with(Map.of(notes, "x".repeat(UserField.MAX_ATTRIBUTE))));
        saved(user("3", "Anna").with(Map.of(notes, "本".repeat(UserField.MAX_ATTRIBUTE))));

        assertThat(found("engin")).containsExactly("1");
        assertThat(found("ax zz")).containsExactly("1");
        assertThat(found("zzz 本本")).containsExactly("1");
        assertThat(found("xxx")).containsExactly("2");
        assertThat(found("本".repeat(100))).containsExactly("3");
        assertThat(found("engineer zzz")).isEmpty();
    }

    @Test
    default void spaces_around_the_text_do_not_count_and_many_are_like_one() {
        saved(user("1", " Anna \u00A0  Berg "));

        assertThat(found(" anna  berg ")).containsExactly("1");
        assertThat(found("berg")).containsExactly("1");
    }

    @Test
    default void takes_the_wildcards_of_databases_for_what_they_are() {
        saved(user("1", "100% _x\\y a!b [c]* ^d"));
        saved(user("2", "100x ax y a"));

        for (String text : List.of("100%", "_", "_x\\", "a!", "[c]", "[c]*", "^")) {
            assertThat(found(text)).as(text).containsExactly("1");
        }
        for (String text : List.of("%", "1%0", "1_0", "\\", "!", "*", "?", "[0-9]")) {
            assertThat(found(text)).as(text).isEmpty();
        }
    }

    @Test
    default void takes_quotes_and_statements_for_text() {
        saved(user("1", "O'Brien"));
        saved(user("2", "'; DROP TABLE users; --"));

        assertThat(found("o'b")).containsExactly("1");
        assertThat(found("'; drop table")).containsExactly("2");
        assertThat(found("' OR '1'='1")).isEmpty();
        assertThat(found("$1 ? :name")).isEmpty();
    }

    @Test
    default void finds_a_user_by_what_it_is_now_and_no_longer_by_what_it_was() {
        saved(user("1", "Anna Berg"));
        saved(user("1", "Anna Thal"));

        assertThat(found("berg")).isEmpty();
        assertThat(found("thal")).containsExactly("1");
        directory().remove(new UserId("1"), Precondition.none(), AT_NOON);
        assertThat(found("thal")).isEmpty();
    }

    @Test
    default void pages_hold_what_was_searched_and_nothing_else() {
        for (int i = 10; i < 30; i++) {
            saved(user(Integer.toString(i), i % 2 == 0 ? "Even" : "Odd"));
        }
        var query = Query.search("even", 4);

        Page first = directory().page(query);
        Page second = directory().page(query.after(first.next().orElseThrow()));
        Page third = directory().page(query.after(second.next().orElseThrow()));

        assertThat(ids(first)).containsExactly("10", "12", "14", "16");
        assertThat(ids(second)).containsExactly("18", "20", "22", "24");
        assertThat(ids(third)).containsExactly("26", "28");
        assertThat(third.next()).isEmpty();
    }

    @Test
    default void what_was_searched_comes_in_the_order_asked_for() {
        saved(user("1", "Zoe Anders"));
        saved(user("2", "Bert"));
        saved(user("3", "Anna Anders"));
        Query query = Query.search("anders", 1).by(Order.NAME);

        Page first = directory().page(query);
        Page second = directory().page(query.after(first.next().orElseThrow()));

        assertThat(ids(first)).containsExactly("3");
        assertThat(ids(second)).containsExactly("1");
        assertThat(second.next()).isEmpty();
    }

    @Test
    default void finds_one_who_is_far_behind_many_others_and_the_last_of_many() {
        int others = 6000;
        directory()
                .saveAll(
                        () -> IntStream.rangeClosed(1, others)
                                .mapToObj(i -> Upsert.of(
                                        user(String.format(Locale.ROOT, "%05d", i), i % 100 == 0 ? "Rare" : "Often")))
                                .iterator(),
                        AT_NOON);
        saved(user("99999", "Rarest"));

        for (Order order : Order.values()) {
            assertThat(ids(directory().page(Query.search("rarest", 1).by(order))))
                    .as("%s", order)
                    .containsExactly("99999");
        }
        List<String> rare = found("rare");
        assertThat(rare).hasSize(61).startsWith("00100", "00200").endsWith("06000", "99999");
        Query next = Query.search("rare", 30).after(Order.ID.placeOf(user("04000")));
        assertThat(ids(directory().page(next))).isEqualTo(rare.subList(40, 61));
    }

    @Test
    default void finds_by_a_text_of_the_greatest_length() {
        String name = "x y ".repeat(UserField.NAME.maxLength() / 4).strip();
        saved(user("1", name));

        assertThat(found(name)).containsExactly("1");
        assertThat(found("z" + name.substring(1))).isEmpty();
    }

    private List<String> found(String text) {
        return ids(directory().page(Query.search(text, 100)));
    }
}
