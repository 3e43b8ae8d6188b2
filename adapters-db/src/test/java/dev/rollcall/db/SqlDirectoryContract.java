package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.domain.User;
import dev.rollcall.domain.UserId;
import dev.rollcall.domain.contract.DirectoryContract;
import dev.rollcall.domain.directory.Entry;
import dev.rollcall.domain.directory.Order;
import dev.rollcall.domain.directory.Page;
import dev.rollcall.domain.directory.Query;
import dev.rollcall.domain.directory.Upsert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a directory in SQL promises beyond {@link DirectoryContract}. Both test the statements and the mapping of {@link UserTable}. */
interface SqlDirectoryContract extends DirectoryContract {
    @Override
    SqlDirectory directory();

    @Test
    default void batched_pages_equal_single_pages() {
        directory().saveAll(users(), Addresses.TESTER);
        List<Query> queries = new ArrayList<>();
        for (Order order : Order.values()) {
            for (int limit : List.of(1, 7, 50, 1000)) {
                for (Query query : List.of(Query.first(limit), Query.search("name 1", limit))) {
                    Query first = query.by(order);
                    queries.add(first);
                    directory().page(first).next().ifPresent(place -> queries.add(first.after(place)));
                }
            }
        }

        Map<Query, Page> oneByOne = queries.stream().collect(Collectors.toMap(Function.identity(), directory()::page));
        assertThat(directory().pages(queries)).isEqualTo(oneByOne);
        assertThat(oneByOne.values()).anyMatch(page -> page.next().isEmpty());
        assertThat(queries).hasSizeGreaterThan(20);
    }

    private static Iterable<Upsert> users() {
        return IntStream.range(0, 120)
                .mapToObj(i ->
                        new User(new UserId(i % 2 == 0 ? "" + i : "𝄞ß" + i), "Name " + i % 40, i + "@example.org"))
                .map(Upsert::of)
                .toList();
    }

    @Test
    default void batched_users_equal_single_users() {
        UserId anna = new UserId("anna");
        UserId bert = new UserId("bert");
        UserId nobody = new UserId("nobody");
        Entry first = saved(new User(anna, "Anna", ""));
        Entry second = saved(new User(bert, "Bert", ""));

        assertThat(directory().findEach(List.of(nobody, bert, anna)))
                .isEqualTo(Map.of(anna, Optional.of(first), bert, Optional.of(second), nobody, Optional.empty()));
        assertThat(directory().findEach(List.of(anna))).isEqualTo(Map.of(anna, Optional.of(first)));
        assertThat(directory().findEach(List.of(nobody))).isEqualTo(Map.of(nobody, Optional.empty()));
    }
}
