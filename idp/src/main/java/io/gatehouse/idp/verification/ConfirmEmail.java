// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.verification;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.EmailRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.link.Link;
import io.gatehouse.idp.link.LinkPurpose;
import io.gatehouse.idp.link.Links;
import io.gatehouse.idp.mail.Letter;
import io.gatehouse.idp.mail.MailKind;
import io.gatehouse.idp.mail.MailQueue;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.session.TokenCutoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.exception.ConstraintViolationException;

/** Takes the links by which an address is verified. */
@ApplicationScoped
class ConfirmEmail {

    private final Links links;
    private final AccountRepository accounts;
    private final EmailRepository emails;
    private final TokenCutoff cutoff;
    private final RevocationNotifier notifier;
    private final MailQueue mails;
    private final Transactions transactions;
    private final Clock clock;

    /** A link, and the account that it is about. */
    private record Found(Link link, StoredAccount account) {}

    @Inject
    ConfirmEmail(
            Links links,
            AccountRepository accounts,
            EmailRepository emails,
            TokenCutoff cutoff,
            RevocationNotifier notifier,
            MailQueue mails,
            Transactions transactions,
            Clock clock) {
        this.links = links;
        this.accounts = accounts;
        this.emails = emails;
        this.cutoff = cutoff;
        this.notifier = notifier;
        this.mails = mails;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The address that a link would verify; nothing changes, since programs follow links as well.
     *
     * @throws ProblemException {@code link_invalid}
     */
    String address(String token) {
        return transactions.read(database -> find(database, token)).link().address().text();
    }

    /**
     * Verifies the address of a link, which becomes the account's if it is not yet.
     *
     * @throws ProblemException {@code link_invalid}; {@code account_exists} when another account
     *     has it, which whoever reads its mails may know
     */
    void confirm(String token, Locale language) {
        Found found;
        try {
            found =
                    transactions.run(
                            database -> confirm(database, find(database, token), language));
        } catch (ConstraintViolationException e) {
            // Another account came to have it at the same moment.
            throw taken();
        }
        if (found.link().purpose() == LinkPurpose.NEW_ADDRESS) {
            notifier.announce(RevocationKind.SUB);
        }
    }

    private Found confirm(StatelessSession database, Found found, Locale language) {
        links.use(database, found.link());
        if (found.link().purpose() == LinkPurpose.NEW_ADDRESS) {
            change(database, found, language);
        } else if (!emails.verify(
                database, found.link().account(), found.link().address(), clock.instant())) {
            throw Links.invalid();
        }
        return found;
    }

    // Tokens say the old address: they are refused, and the next ones of the sessions say the new.
    private void change(StatelessSession database, Found found, Locale language) {
        Account account = found.account().account();
        StoredAccount changed =
                new StoredAccount(
                        cutoff.denyTokens(database, account),
                        found.account().passwordHash(),
                        found.account().passwordVersion());
        if (!emails.change(database, changed, found.link().address())) {
            throw taken();
        }
        mails.add(
                database,
                Letter.notice(
                        MailKind.ADDRESS_CHANGED,
                        new EmailAddress(account.email()),
                        language,
                        account.username()));
    }

    private Found find(StatelessSession database, String token) {
        Optional<Link> link = links.find(database, token);
        return link.flatMap(found ->
                        accounts.byId(database, found.account())
                                .filter(account -> isGood(found, account))
                                .map(account -> new Found(found, account)))
                .orElseThrow(Links::invalid);
    }

    // To verify an address, only the mailbox counts; to change it, the password counted as well.
    private static boolean isGood(Link link, StoredAccount account) {
        return switch (link.purpose()) {
            case VERIFICATION -> account.account().enabled() && link.isToAddressOf(account);
            case NEW_ADDRESS -> link.holds(account);
            case RESET -> false;
        };
    }

    private static ProblemException taken() {
        return new ProblemException(
                ProblemCode.ACCOUNT_EXISTS, "Another account has this e-mail address.");
    }
}
