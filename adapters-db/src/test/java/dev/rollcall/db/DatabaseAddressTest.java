package dev.rollcall.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DatabaseAddressTest {
    @Test
    void takes_both_databases() {
        assertThat(at("jdbc:h2:file:./data/rollcall").dialect()).isEqualTo(Dialect.H2);
        assertThat(at("jdbc:postgresql://localhost/rollcall").dialect()).isEqualTo(Dialect.POSTGRESQL);
    }

    @Test
    void refuses_another_database_and_says_which_there_are() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> at("jdbc:mysql://localhost/x?password=secret"))
                .withMessage("the database URL must start with jdbc:h2: or jdbc:postgresql:, unlike"
                        + " \"jdbc:mysql://localhost/x\"");
    }

    @Test
    void refuses_a_password_where_a_driver_would_take_it_for_a_host() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> at("jdbc:postgresql://anna:secret@localhost/rollcall"))
                .withMessageContaining("their own settings")
                .withMessageNotContaining("secret");
    }

    @Test
    void refuses_a_pool_that_is_empty_or_huge() {
        for (int size : new int[] {-1, 0, 1001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DatabaseAddress("jdbc:h2:mem:x", "", "", size))
                    .withMessage("the database pool must have 1 to 1000 connections, not " + size);
        }
    }

    @Test
    void never_shows_a_password() {
        var address = new DatabaseAddress("jdbc:h2:file:./data/rollcall;PASSWORD=secret", "anna", "secret", 2);

        assertThat(address).hasToString("DatabaseAddress[url=jdbc:h2:file:./data/rollcall, username=anna, poolSize=2]");
    }

    @Test
    void takes_passwords_out_of_what_a_driver_says() {
        var address = at("jdbc:h2:mem:x;PASSWORD=a;b");

        assertThat(address.withoutSecrets("can't use jdbc:h2:mem:x;PASSWORD=a;b, it has PASSWORD = a;b"))
                .isEqualTo("can't use jdbc:h2:mem:x, it has PASSWORD =…");
    }

    private static DatabaseAddress at(String url) {
        return new DatabaseAddress(url, "", "", 1);
    }
}
