// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.MailConfig;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.guessing.Limits;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where there is no mail server, nothing is promised and nothing waits. */
@ExtendWith(IdpServer.class)
class NoMailIT {
    private final MailQueue queue =
            new MailQueue(bean(SealedOutbox.class), bean(Limits.class), withoutMail());

    @Test
    void demandWhenNoServerIsConfiguredThenNotFound() {
        assertThat(queue.isOffered()).isFalse();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(queue::demandOffered)
                .matches(problem -> problem.code() == ProblemCode.NOT_FOUND);
    }

    @Test
    void addWhenNoServerIsConfiguredThenNothingWaits() {
        String username = "p-" + UUID.randomUUID();
        EmailAddress address = new EmailAddress(username + "@example.org");
        Letter letter = Letter.notice(MailKind.PASSWORD_RESET, address, Locale.ENGLISH, username);

        long before = waiting();
        bean(Transactions.class)
                .run(database -> {
                    queue.add(database, letter);
                    return queue;
                });

        assertThat(IdpServer.MAILS.at(address.text())).isEmpty();
        assertThat(waiting()).isEqualTo(before);
    }

    private static long waiting() {
        return Rows.count("SELECT count(*) FROM outbox_message WHERE topic = 'mail'");
    }

    private static IdpConfig withoutMail() {
        IdpConfig real = bean(IdpConfig.class);
        return new IdpConfig(
                real.site(),
                real.policy(),
                real.secrets(),
                real.passwords(),
                real.guessing(),
                real.sessions(),
                real.keys(),
                real.proofs(),
                real.backChannel(),
                new MailConfig(
                        Optional.empty(),
                        real.mail().giveUp(),
                        real.mail().address(),
                        real.mail().block()),
                real.audit());
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
