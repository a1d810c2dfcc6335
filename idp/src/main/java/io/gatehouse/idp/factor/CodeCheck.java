// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.audit.Trail;
import io.gatehouse.idp.guessing.Attempts;
import io.gatehouse.idp.guessing.Counted;
import io.gatehouse.idp.guessing.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hibernate.StatelessSession;

/**
 * Checks codes of second factors and recovery codes, each of which counts once. A wrong one, one of
 * another time or account and one that was used look alike. It says nothing of passwords: to try
 * codes at all, whoever calls has to have proved that.
 */
@ApplicationScoped
public class CodeCheck {

    private final FactorRepository factors;
    private final RecoveryCodes recovery;
    private final RecoveryCodeRepository recoveryCodes;
    private final SealingKeys keys;
    private final Attempts attempts;
    private final Trail trail;
    private final Transactions transactions;
    private final IdpMetrics metrics;
    private final Clock clock;

    @Inject
    CodeCheck(
            FactorRepository factors,
            RecoveryCodes recovery,
            RecoveryCodeRepository recoveryCodes,
            SealingKeys keys,
            Attempts attempts,
            Trail trail,
            Transactions transactions,
            IdpMetrics metrics,
            Clock clock) {
        this.factors = factors;
        this.recovery = recovery;
        this.recoveryCodes = recoveryCodes;
        this.keys = keys;
        this.attempts = attempts;
        this.trail = trail;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * Does something if a code is right, in the transaction that uses the code up. The attempt is
     * counted before, in one of its own.
     *
     * @param then may refuse it still, for what became of the account; the code is used then, too
     * @return what it did; empty when the code is not right, or it refused
     * @throws ProblemException {@code too_many_requests} when too many codes were tried
     */
    public <T> Optional<T> ifRight(
            Account account,
            String code,
            Source source,
            Function<StatelessSession, Optional<T>> then) {
        return ifRight(account, code, source, _ -> true, then);
    }

    /**
     * The same on a condition, which is looked at in the transaction and before the code is.
     *
     * @param still whether it may be done still
     */
    public <T> Optional<T> ifRight(
            Account account,
            String code,
            Source source,
            Predicate<StatelessSession> still,
            Function<StatelessSession, Optional<T>> then) {
        Counted counted =
                transactions.runIdempotent(
                        database -> attempts.countCode(database, account, source));
        Optional<T> done =
                transactions.run(database -> {
                    if (!still.test(database) || !use(database, account.id(), code)) {
                        trail.append(
                                database,
                                AuditEvent.refused(
                                        EventKind.SECOND_FACTOR, Optional.of(account.id())));
                        return Optional.empty();
                    }
                    attempts.giveBack(database, counted);
                    return then.apply(database);
                });
        metrics.secondFactor(outcome(code, done.isPresent()));
        return done;
    }

    private static IdpMetrics.SecondFactor outcome(String code, boolean accepted) {
        if (!accepted) {
            return IdpMetrics.SecondFactor.REFUSED;
        }
        return Totp.isOne(code)
                ? IdpMetrics.SecondFactor.ACCEPTED
                : IdpMetrics.SecondFactor.RECOVERED;
    }

    private boolean use(StatelessSession database, UUID account, String code) {
        return Totp.isOne(code)
                ? useTotp(database, account, code)
                : recovery.hash(account, code)
                        .filter(hash -> recoveryCodes.use(database, account, hash))
                        .isPresent();
    }

    private boolean useTotp(StatelessSession database, UUID account, String code) {
        Optional<StoredSecret> secret = factors.secret(database, account, FactorKind.TOTP);
        OptionalLong step = secret.map(found -> step(found, code)).orElseGet(OptionalLong::empty);
        return step.isPresent() && factors.use(database, secret.get().id(), step.getAsLong());
    }

    private OptionalLong step(StoredSecret secret, String code) {
        byte[] opened = keys.open(secret.sealed(), StoredSecret.context(secret.id().toString()));
        return Totp.step(opened, code, clock.instant());
    }

    /** That a password was right, and a code is waited for. */
    public static AuditEvent needed(UUID account) {
        return AuditEvent.refused(EventKind.SECOND_FACTOR, Optional.of(account))
                .with("why", "no code yet");
    }

    /**
     * A text that each code which is used changes, and each change of the account's factors: what
     * was bound to an older one is worthless.
     */
    public String mark(StatelessSession database, UUID account) {
        return factors.lastStep(database, account) + " " + recoveryCodes.count(database, account);
    }
}
