// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.sql.outbox.OutboxMessage;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.link.LinkPurpose;
import io.gatehouse.idp.link.Links;
import io.gatehouse.idp.mail.Letter;
import io.gatehouse.idp.mail.MailKind;
import io.gatehouse.idp.mail.MailQueue;
import io.gatehouse.idp.mail.MailWork;
import io.gatehouse.idp.mail.SealedOutbox;
import io.gatehouse.idp.oauth.Endpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Sends a link to choose a new password, if an account has the address and a mail has room. */
@ApplicationScoped
class SendResetLink implements MailWork {

    static final String TOPIC = "password-reset";

    private final SealedOutbox outbox;
    private final AccountRepository accounts;
    private final Links links;
    private final MailQueue mails;
    private final Transactions transactions;

    @Inject
    SendResetLink(
            SealedOutbox outbox,
            AccountRepository accounts,
            Links links,
            MailQueue mails,
            Transactions transactions) {
        this.outbox = outbox;
        this.accounts = accounts;
        this.links = links;
        this.mails = mails;
        this.transactions = transactions;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void deliver(OutboxMessage message) {
        ResetWish wish = outbox.read(message, ResetWish.class);
        if (!wish.hasRoom()) {
            return;
        }
        EmailAddress address = new EmailAddress(wish.address());
        transactions.runIdempotent(database ->
                accounts.byEmail(database, address)
                        .filter(account -> account.account().enabled())
                        .map(account -> send(database, message.id(), account, wish)));
    }

    // A link of the message's id: a message that comes again sends no second mail.
    private StoredAccount send(
            StatelessSession database, UUID id, StoredAccount account, ResetWish wish) {
        EmailAddress address = new EmailAddress(wish.address());
        Letter letter =
                Letter.notice(
                        MailKind.RESET,
                        address,
                        Locale.forLanguageTag(wish.language()),
                        account.account().username());
        links.make(database, id, LinkPurpose.RESET, account, address)
                .map(made ->
                        letter.with(
                                Endpoints.NEW_PASSWORD + "?token=" + made.token(), made.expiry()))
                .ifPresent(mail -> mails.add(database, mail));
        return account;
    }
}
