// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static io.gatehouse.idp.IdpServer.MAILS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.mail.MailServer.Behaviour;
import io.gatehouse.testkit.Rows;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queue of mails: what fails is tried again, and nothing in it can be read. */
@ExtendWith(IdpServer.class)
class MailIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MAILS_TOTAL = "gatehouse_idp_mails_total";

    @AfterEach
    void heal() {
        MAILS.is(Behaviour.TAKES);
        await().atMost(SOON).until(() -> waiting() == 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"REFUSES_SENDER", "REFUSES_RECIPIENT_FOR_NOW", "REFUSES_MAIL_FOR_NOW"})
    void mailWhenRefusedForNowThenSentOnceWhenTheServerTakesIt(Behaviour behaviour) {
        double before = Gate.counted(MAILS_TOTAL, "failed");
        MAILS.is(behaviour);
        Person person = Person.register();
        await().atMost(SOON).until(() -> Gate.counted(MAILS_TOTAL, "failed") > before);
        assertThat(MAILS.at(person.email())).isEmpty();

        MAILS.is(Behaviour.TAKES);

        MAILS.await(person.email(), 1);
        await().atMost(SOON).until(() -> waiting() == 0);
        assertThat(MAILS.at(person.email())).hasSize(1);
    }

    @Test
    void mailWhenTheServerHangsThenTriedAgain() {
        double before = Gate.counted(MAILS_TOTAL, "unreachable");
        MAILS.is(Behaviour.HANGS);
        Person person = Person.register();
        await().atMost(SOON).until(() -> Gate.counted(MAILS_TOTAL, "unreachable") > before);

        MAILS.is(Behaviour.TAKES);

        assertThat(MAILS.await(person.email(), 1).token()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"REFUSES_RECIPIENT", "REFUSES_MAIL"})
    void mailWhenRefusedForGoodThenNotTriedAgain(Behaviour behaviour) {
        double before = Gate.counted(MAILS_TOTAL, "refused");
        MAILS.is(behaviour);
        Person person = Person.register();

        await().atMost(SOON).until(() -> Gate.counted(MAILS_TOTAL, "refused") > before);
        await().atMost(SOON).until(() -> waiting() == 0);

        MAILS.is(Behaviour.TAKES);
        assertThat(MAILS.at(person.email())).isEmpty();
    }

    @Test
    void mailWhenItsLinkHasExpiredThenGivenUp() {
        double before = Gate.counted(MAILS_TOTAL, "given_up");
        MAILS.is(Behaviour.REFUSES_MAIL_FOR_NOW);
        Person person = Person.register();
        await().atMost(SOON).until(() -> waiting() > 0);
        Rows.update("UPDATE outbox_message SET added_at = added_at - interval '25 hours'");

        await().atMost(SOON).until(() -> Gate.counted(MAILS_TOTAL, "given_up") > before);

        assertThat(MAILS.at(person.email())).isEmpty();
    }

    @Test
    void messageWhenItWaitsThenNobodyCanReadIt() {
        MAILS.is(Behaviour.REFUSES_MAIL_FOR_NOW);
        Person person = Person.register();
        await().atMost(SOON).until(() -> waiting() > 0);

        long readable =
                Rows.count(
                        """
                        SELECT count(*) FROM outbox_message
                        WHERE payload !~ '^[0-9a-f]+$' OR payload LIKE ? OR message_key LIKE ?
                        """,
                        "%" + person.email() + "%",
                        "%" + person.email() + "%");

        assertThat(readable).isZero();
        MAILS.is(Behaviour.TAKES);
        String token = MAILS.await(person.email(), 1).token();
        assertThat(IdpServer.logged()).doesNotContain(token).doesNotContain(person.email());
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM mail_links WHERE encode(hash, 'escape') LIKE ?",
                                "%" + token + "%"))
                .isZero();
    }

    private static long waiting() {
        return Rows.count("SELECT count(*) FROM outbox_message WHERE topic = 'mail'");
    }
}
