// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.verification;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.factor.OwnerCheck;
import io.gatehouse.idp.factor.OwnerProof;
import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.link.LinkPurpose;
import io.gatehouse.idp.mail.Letter;
import io.gatehouse.idp.mail.MailKind;
import io.gatehouse.idp.mail.MailQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Sends a person who is signed in a link: once more, or to an address that is to be the new one.
 */
@ApplicationScoped
class AskForVerification {

    private final OwnerCheck owners;
    private final AccountRepository accounts;
    private final VerificationMails links;
    private final MailQueue mails;
    private final Transactions transactions;

    @Inject
    AskForVerification(
            OwnerCheck owners,
            AccountRepository accounts,
            VerificationMails links,
            MailQueue mails,
            Transactions transactions) {
        this.owners = owners;
        this.accounts = accounts;
        this.links = links;
        this.mails = mails;
        this.transactions = transactions;
    }

    /**
     * Sends another link to the address of an account, unless it is verified.
     *
     * @throws ProblemException {@code too_many_requests}, or {@code not_found} without e-mail
     */
    void again(UUID id, Locale language) {
        mails.demandOffered();
        transactions.run(database -> again(database, find(database, id), language));
    }

    private StoredAccount again(StatelessSession database, StoredAccount account, Locale language) {
        if (!account.account().emailVerified()) {
            EmailAddress address = new EmailAddress(account.account().email());
            mails.demandRoom(database, address);
            links.send(database, LinkPurpose.VERIFICATION, account, address, language);
        }
        return account;
    }

    /**
     * Sends a link to an address that an account is to have, and tells the one that it has. Whether
     * another account has the address, the answer does not say: only who reads the mail learns it.
     *
     * @throws ProblemException {@code rule_broken} for no new address, {@code not_found} without
     *     e-mail; else as {@link OwnerCheck#ifProved}
     */
    void change(UUID id, OwnerProof proof, String typed, Source source, Locale language) {
        mails.demandOffered();
        EmailAddress address =
                EmailAddress.parse(typed).orElseThrow(() -> broken(EmailAddress.RULE));
        StoredAccount checked = owners.checked(id, proof, source);
        if (checked.account().email().equals(address.text())) {
            throw broken("must differ from the current one");
        }
        owners.ifProved(
                checked,
                proof,
                source,
                (database, owner) -> change(database, owner, address, language));
    }

    private StoredAccount change(
            StatelessSession database,
            StoredAccount account,
            EmailAddress address,
            Locale language) {
        EmailAddress old = new EmailAddress(account.account().email());
        // Both: who made an account with somebody's address must not fill that mailbox either.
        mails.demandRoom(database, address);
        mails.demandRoom(database, old);
        links.send(database, LinkPurpose.NEW_ADDRESS, account, address, language);
        String username = account.account().username();
        mails.add(database, Letter.notice(MailKind.ADDRESS_CHANGING, old, language, username));
        return account;
    }

    private StoredAccount find(StatelessSession database, UUID id) {
        return accounts.byId(database, id)
                .filter(account -> account.account().enabled())
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "There is no such account."));
    }

    private static ProblemException broken(String message) {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The address cannot be changed.")
                .withError("email", message);
    }
}
