// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.verification;

import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.NewAccount;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.link.Link;
import io.gatehouse.idp.link.LinkPurpose;
import io.gatehouse.idp.link.Links;
import io.gatehouse.idp.mail.Letter;
import io.gatehouse.idp.mail.MailKind;
import io.gatehouse.idp.mail.MailQueue;
import io.gatehouse.idp.oauth.Endpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/** Sends the links by which an address is verified, in the caller's transaction. */
@ApplicationScoped
public class VerificationMails {

    private final Links links;
    private final MailQueue mails;
    private final Supplier<UUID> ids;

    @Inject
    VerificationMails(Links links, MailQueue mails, Supplier<UUID> ids) {
        this.links = links;
        this.mails = mails;
        this.ids = ids;
    }

    /**
     * Sends the first link of an account that is made in this transaction. Where too many mails
     * went to the address, none does, and the account is made all the same.
     */
    public void welcome(StatelessSession database, NewAccount account, Locale language) {
        if (mails.isOffered() && mails.hasRoom(database, account.email())) {
            Link link =
                    new Link(ids.get(), LinkPurpose.VERIFICATION, account.id(), account.email(), 0);
            send(
                    database,
                    link,
                    Letter.notice(
                            MailKind.VERIFICATION,
                            account.email(),
                            language,
                            account.username().text()));
        }
    }

    /** Sends another link to the address that an account has, or is to have. */
    void send(
            StatelessSession database,
            LinkPurpose purpose,
            StoredAccount account,
            EmailAddress address,
            Locale language) {
        Link link =
                new Link(
                        ids.get(),
                        purpose,
                        account.account().id(),
                        address,
                        account.passwordVersion());
        MailKind kind =
                purpose == LinkPurpose.NEW_ADDRESS ? MailKind.NEW_ADDRESS : MailKind.VERIFICATION;
        send(database, link, Letter.notice(kind, address, language, account.account().username()));
    }

    private void send(StatelessSession database, Link link, Letter letter) {
        links.make(database, link)
                .map(made ->
                        letter.with(
                                Endpoints.EMAIL_CONFIRMATION + "?token=" + made.token(),
                                made.expiry()))
                .ifPresent(mail -> mails.add(database, mail));
    }
}
