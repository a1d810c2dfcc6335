// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.account.RecentSignIns;
import io.gatehouse.idp.oauth.browser.BrowserSessionRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/**
 * Ends what an account has too many of: sessions at one client, and browsers in which it is signed
 * in. The one that was not used for longest goes first, so that one in use stays, and sign-ins at
 * one client end none at another.
 *
 * <p>It looks at the accounts that have signed in since, a moment later and not in the transaction
 * of the sign-in: one that counts an account's sessions conflicts at SERIALIZABLE with sign-ins of
 * other people, whose rows have places in the same pages of an index.
 */
@ApplicationScoped
class SessionLimit {

    private static final Logger LOG = System.getLogger(SessionLimit.class.getName());

    /** Accounts of one statement. */
    private static final int ACCOUNTS = 500;

    /** Sessions of one transaction, each of which writes to the deny list. */
    private static final int BATCH = 100;

    private final RecentSignIns signIns;
    private final SessionRepository sessions;
    private final BrowserSessionRepository browsers;
    private final EndSession ending;
    private final Transactions transactions;
    private final Clock clock;
    private final int most;

    @Inject
    SessionLimit(
            RecentSignIns signIns,
            SessionRepository sessions,
            BrowserSessionRepository browsers,
            EndSession ending,
            Transactions transactions,
            Clock clock,
            IdpConfig config) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.browsers = browsers;
        this.ending = ending;
        this.transactions = transactions;
        this.clock = clock;
        this.most = config.sessions().most();
    }

    /** One instance or several at once, it is the same. */
    void round() {
        round(most);
    }

    void round(int most) {
        List<UUID> accounts = new ArrayList<>(signIns.take());
        for (int from = 0; from < accounts.size(); from += ACCOUNTS) {
            keep(most, accounts.subList(from, Math.min(from + ACCOUNTS, accounts.size())));
        }
    }

    private void keep(int most, List<UUID> accounts) {
        for (SessionRepository.Held held :
                transactions.read(
                        database -> sessions.beyond(database, accounts, most, clock.instant()))) {
            endAll(database -> endSessions(database, held, most));
            LOG.log(
                    Level.INFO,
                    "account {0} had more than {1} sessions at client {2}",
                    held.account(),
                    most,
                    held.client());
        }
        for (UUID account :
                transactions.read(
                        database -> browsers.beyond(database, accounts, most, clock.instant()))) {
            endAll(database -> endBrowsers(database, account, most));
            LOG.log(
                    Level.INFO,
                    "account {0} was signed in in more than {1} browsers",
                    account,
                    most);
        }
    }

    /** Ends batches until one is not full. */
    private void endAll(Function<StatelessSession, Integer> batch) {
        int ended = BATCH;
        while (ended == BATCH) {
            ended = transactions.runIdempotent(batch);
            ending.announce();
        }
    }

    private int endSessions(StatelessSession database, SessionRepository.Held held, int most) {
        List<UUID> unused = sessions.unused(database, held, most, clock.instant(), BATCH);
        unused.forEach(id -> ending.endOpen(database, id));
        return unused.size();
    }

    private int endBrowsers(StatelessSession database, UUID account, int most) {
        List<UUID> unused = browsers.unused(database, account, most, clock.instant(), BATCH);
        unused.forEach(id -> ending.endBrowser(database, id));
        return unused.size();
    }
}
