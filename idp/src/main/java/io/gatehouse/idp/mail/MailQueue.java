// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.MailConfig;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.guessing.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.hibernate.StatelessSession;

/**
 * Takes mails, as rows of the caller's transaction: one is sent if, and only if, that commits.
 * Where no mail can be sent, none is taken.
 */
@ApplicationScoped
public class MailQueue {

    static final String TOPIC = "mail";

    private final SealedOutbox outbox;
    private final Limits limits;
    private final MailConfig config;

    @Inject
    MailQueue(SealedOutbox outbox, Limits limits, IdpConfig config) {
        this.outbox = outbox;
        this.limits = limits;
        this.config = config.mail();
    }

    /** Whether mails can be sent at all. */
    public boolean isOffered() {
        return config.way().isPresent();
    }

    /**
     * Refuses what needs mails where there are none.
     *
     * @throws ProblemException {@code not_found}
     */
    public void demandOffered() {
        if (!isOffered()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "E-mail is not set up here.");
        }
    }

    /**
     * Counts a mail at an address that anybody can cause; returns whether there is room for it, so
     * that nobody can fill somebody's mailbox.
     */
    public boolean hasRoom(StatelessSession database, EmailAddress address) {
        return limits.take(database, "mailbox", address.text(), config.address());
    }

    /**
     * The same for somebody who is signed in, and may know.
     *
     * @throws ProblemException {@code too_many_requests}; it has to end the transaction
     */
    public void demandRoom(StatelessSession database, EmailAddress address) {
        if (!hasRoom(database, address)) {
            throw new ProblemException(
                            ProblemCode.TOO_MANY_REQUESTS, "Too many mails at this address.")
                    .withRetryAfter(config.address().interval());
        }
    }

    /** Adds a mail. */
    public void add(StatelessSession database, Letter letter) {
        if (isOffered()) {
            outbox.add(database, TOPIC, new EmailAddress(letter.address()), letter);
        }
    }
}
