package dev.rollcall.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.http.client.listing.NextPage;
import dev.rollcall.http.client.listing.UserList;
import dev.rollcall.http.client.mapping.Expression;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListingSettingsTest {
    private static final String BASE = "https://hr.example.org/users";

    private static UserList list(String uri, String... settings) throws WrongSettings {
        Map<String, String> given = new HashMap<>(Map.of("remote.uri", BASE + "/{id}", "remote.list.uri", BASE + uri));
        for (String setting : settings) {
            given.put("remote." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return Settings.of(given).remote().list().orElseThrow();
    }

    @Test
    void without_a_uri_there_is_none() throws WrongSettings {
        assertThat(Settings.of(Map.of()).remote().list()).isEmpty();
        assertThat(Settings.of(Map.of("remote.list.next", "offset")).remote().list())
                .isEmpty();
    }

    @Test
    void the_next_page_is_found_in_one_of_four_ways() throws WrongSettings {
        assertThat(list("").next()).isEqualTo(new NextPage.Linked());
        assertThat(list("?o={offset}", "list.next=offset").next()).isEqualTo(new NextPage.ByOffset(0));
        assertThat(list("?o={offset}", "list.next=offset", "list.first=1").next())
                .isEqualTo(new NextPage.ByOffset(1));
        assertThat(list("?p={page}", "list.next=page").next()).isEqualTo(new NextPage.ByNumber(1));
        assertThat(list("?p={page}", "list.next=page", "list.first=0").next()).isEqualTo(new NextPage.ByNumber(0));
        assertThat(list("", "list.next=/meta/next").next()).isEqualTo(new NextPage.Told(Expression.of("/meta/next")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "list.next=offset | (given) must have {offset}, with remote.list.next = \"offset\" (given)",
                "list.next=page   | (given) must have {page}, with remote.list.next = \"page\" (given)",
                "list.uri=http://a/?p={page} | has {page}, which nothing would be put into, with remote.list.next = \"link\" (default)",
                "list.uri=http://a/?p={cursor} | has {cursor}, which nothing would be put into",
                "list.next=a[     | remote.list.next = \"a[\" (given) must be link, offset, page, a JSON Pointer",
                "list.size=0      | remote.list.size = \"0\" (given) must be a whole number from 1 to 10000",
                "list.first=2     | remote.list.first = \"2\" (given) must be 0 or 1, or empty",
                "fields.id=       | needs remote.fields.id, too",
                "uri=             | needs remote.uri, too",
                "list.uri=/users  | remote.list.uri = \"/users\" (given) must be an absolute http or https URI",
            })
    void what_does_not_fit_is_told(String setting, String why) {
        assertThatThrownBy(() -> list("", setting))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContaining(why);
    }
}
