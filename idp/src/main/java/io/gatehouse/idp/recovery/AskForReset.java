// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.guessing.Limits;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.mail.MailQueue;
import io.gatehouse.idp.mail.SealedOutbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;

/**
 * Takes the wish for a new password. Whether an account has the address is not looked up here but
 * by {@link SendResetLink}, after the answer: for each address the same is done, in the same time.
 */
@ApplicationScoped
class AskForReset {

    private final SealedOutbox outbox;
    private final MailQueue mails;
    private final Limits limits;
    private final IdpConfig config;
    private final Transactions transactions;

    @Inject
    AskForReset(
            SealedOutbox outbox,
            MailQueue mails,
            Limits limits,
            IdpConfig config,
            Transactions transactions) {
        this.outbox = outbox;
        this.mails = mails;
        this.limits = limits;
        this.config = config;
        this.transactions = transactions;
    }

    /**
     * Takes a wish. Where too many mails were asked for at an address, it is dropped later and
     * without a word: the answer must not say what others asked for.
     *
     * @throws ProblemException {@code rule_broken} for what is no address, {@code
     *     too_many_requests} for a block of addresses, {@code not_found} without e-mail
     */
    void ask(String typed, Source source, Locale language) {
        mails.demandOffered();
        EmailAddress address =
                EmailAddress.parse(typed)
                        .orElseThrow(() ->
                                new ProblemException(
                                                ProblemCode.RULE_BROKEN,
                                                "No account can have this address.")
                                        .withError("email", EmailAddress.RULE));
        transactions.run(database -> {
            IdpConfig.Pace block = config.mail().block();
            if (!limits.take(database, "password-reset", source, block)) {
                throw new ProblemException(
                                ProblemCode.TOO_MANY_REQUESTS, "Too many mails were asked for.")
                        .withRetryAfter(block.interval());
            }
            // Written in any case: what it takes tells nobody whether there was a mail of late.
            boolean hasRoom = mails.hasRoom(database, address);
            ResetWish wish = new ResetWish(address.text(), language.toLanguageTag(), hasRoom);
            outbox.add(database, SendResetLink.TOPIC, address, wish);
            return wish;
        });
    }
}
