// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What has expired goes, and nothing else. */
@ExtendWith(IdpServer.class)
class CleanupIT {
    private final Cleanup cleanup = CDI.current().select(Cleanup.class).get();
    private final Person person = Person.register();
    private final HttpAnswer expired = person.login();
    private final HttpAnswer alive = person.login();

    @Test
    void cleanupWhenASessionHasExpiredThenThatAloneGoes() {
        Rows.update(
                "UPDATE sessions SET idle_expires_at = now() - INTERVAL '1 second' WHERE id = ?",
                session(expired));

        cleanup.round();

        assertThat(sessions(expired)).isZero();
        assertThat(sessions(alive)).isOne();
    }

    @Test
    void cleanupWhenADenialHasExpiredThenThatAloneGoes() {
        person.in(expired).post("/authentication/logout");
        person.in(alive).post("/authentication/logout");
        Rows.update(
                "UPDATE revocations SET expires_at = now() - INTERVAL '1 second' WHERE value = ?",
                session(expired).toString());

        cleanup.round();

        assertThat(denials(expired)).isZero();
        assertThat(denials(alive)).isOne();
    }

    @Test
    void cleanupWhenALinkHasExpiredThenThatAloneGoes() {
        Person other = Person.register();
        Rows.update(
                "UPDATE mail_links SET expires_at = now() - INTERVAL '1 second'"
                        + " WHERE account_id = ?",
                person.id());

        cleanup.round();

        assertThat(links(person)).isZero();
        assertThat(links(other)).isOne();
    }

    private static long links(Person of) {
        return Rows.count("SELECT count(*) FROM mail_links WHERE account_id = ?", of.id());
    }

    private static UUID session(HttpAnswer login) {
        return UUID.fromString(Person.claim(login, "sid"));
    }

    private static long sessions(HttpAnswer login) {
        return Rows.count("SELECT count(*) FROM sessions WHERE id = ?", session(login));
    }

    private static long denials(HttpAnswer login) {
        return Rows.count(
                "SELECT count(*) FROM revocations WHERE value = ?", session(login).toString());
    }
}
