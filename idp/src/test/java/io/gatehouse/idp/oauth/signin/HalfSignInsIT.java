// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.factor.CodeCheck;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import io.gatehouse.idp.oauth.device.UserCode;
import io.gatehouse.testkit.TestClock;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** For how long a password that was proved needs not be proved again. */
@ExtendWith(IdpServer.class)
class HalfSignInsIT {
    private final Person person = Person.register();
    private final TestClock clock = new TestClock();
    private final AccountRepository accounts = bean(AccountRepository.class);
    private final Transactions transactions = bean(Transactions.class);
    private final HalfSignIns halves =
            new HalfSignIns(accounts, bean(CodeCheck.class), bean(KeyedHash.class), clock);
    private final HalfSignIns.Binding binding =
            new HalfSignIns.Binding(
                    new SignInRequest.OfDevice(UserCode.parse("BCDF-GHJK").orElseThrow()),
                    new BrowserCookies.FormKey("key", false));

    @Test
    void readWhenWrittenThenTheAccountForFiveMinutes() {
        Authenticator.enrol(person);
        String half = write();

        clock.advance(HalfSignIns.LIFE.minusSeconds(1));
        assertThat(isRead(half)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(isRead(half)).isFalse();
    }

    /** Without one there is nothing to wait for: the password signs in. */
    @Test
    void readWhenTheAccountHasNoFactorThenNobody() {
        assertThat(isRead(write())).isFalse();
    }

    private String write() {
        return transactions.read(database ->
                halves.write(
                        database, binding, accounts.byId(database, person.id()).orElseThrow()));
    }

    private boolean isRead(String half) {
        return transactions.read(database -> halves.read(database, binding, half)).isPresent();
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
