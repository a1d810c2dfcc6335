// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.EmailRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.apikey.AccountKeys;
import io.gatehouse.idp.factor.ChangeFactors;
import io.gatehouse.idp.link.Link;
import io.gatehouse.idp.link.LinkPurpose;
import io.gatehouse.idp.link.Links;
import io.gatehouse.idp.mail.Letter;
import io.gatehouse.idp.mail.MailKind;
import io.gatehouse.idp.mail.MailQueue;
import io.gatehouse.idp.password.NewPassword;
import io.gatehouse.idp.revocation.RevocationKind;
import io.gatehouse.idp.revocation.RevocationNotifier;
import io.gatehouse.idp.session.TokenCutoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import org.hibernate.StatelessSession;

/**
 * Changes the password of whoever has a link for it. All sessions end, and the link with every
 * other one: each was made for the password that was.
 */
@ApplicationScoped
class ResetPassword {

    private final Links links;
    private final AccountRepository accounts;
    private final EmailRepository emails;
    private final NewPassword passwords;
    private final AccountKeys keys;
    private final ChangeFactors factors;
    private final TokenCutoff cutoff;
    private final MailQueue mails;
    private final RevocationNotifier notifier;
    private final Transactions transactions;

    /** A link, and the account that it is about. */
    private record Found(Link link, StoredAccount account) {}

    @Inject
    ResetPassword(
            Links links,
            AccountRepository accounts,
            EmailRepository emails,
            NewPassword passwords,
            AccountKeys keys,
            ChangeFactors factors,
            TokenCutoff cutoff,
            MailQueue mails,
            RevocationNotifier notifier,
            Transactions transactions) {
        this.links = links;
        this.accounts = accounts;
        this.emails = emails;
        this.passwords = passwords;
        this.keys = keys;
        this.factors = factors;
        this.cutoff = cutoff;
        this.mails = mails;
        this.notifier = notifier;
        this.transactions = transactions;
    }

    /**
     * The user name of the account that a link is about; nothing changes.
     *
     * @throws ProblemException {@code link_invalid}
     */
    String username(String token) {
        return read(token).account().account().username();
    }

    /**
     * Changes the password. Nothing is hashed for a link that is not good.
     *
     * @param language of the notice
     * @throws ProblemException {@code link_invalid}; {@code rule_broken} for a password that is not
     *     allowed, after which the link is still good
     */
    void reset(String token, String wanted, Locale language) {
        String hash = passwords.hash(read(token).account().account(), wanted);
        transactions.run(database -> store(database, find(database, token), hash, language));
        notifier.announce(RevocationKind.SUB);
        notifier.announce(RevocationKind.SID);
    }

    private StoredAccount store(
            StatelessSession database, Found found, String hash, Locale language) {
        links.use(database, found.link());
        Account account = found.account().account();
        if (!account.emailVerified()) {
            // Until now nobody has proved that the address is theirs: whoever made the account may
            // have been somebody else, who keeps no way in.
            keys.revokeAll(database, account.id());
            factors.forget(database, account.id());
        }
        StoredAccount changed =
                new StoredAccount(
                        cutoff.signOutEverywhere(database, account),
                        hash,
                        found.account().passwordVersion());
        if (!emails.resetPassword(database, changed, hash)) {
            throw Links.invalid();
        }
        mails.add(
                database,
                Letter.notice(
                        MailKind.PASSWORD_RESET,
                        found.link().address(),
                        language,
                        changed.account().username()));
        return changed;
    }

    private Found read(String token) {
        return transactions.read(database -> find(database, token));
    }

    private Found find(StatelessSession database, String token) {
        return links.find(database, token)
                .filter(link -> link.purpose() == LinkPurpose.RESET)
                .flatMap(link ->
                        accounts.byId(database, link.account())
                                .filter(account ->
                                        link.holds(account) && link.isToAddressOf(account))
                                .map(account -> new Found(link, account)))
                .orElseThrow(Links::invalid);
    }
}
