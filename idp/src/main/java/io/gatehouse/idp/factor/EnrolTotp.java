// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.audit.AuditEvent;
import io.gatehouse.idp.audit.EventKind;
import io.gatehouse.idp.guessing.Attempts;
import io.gatehouse.idp.guessing.Counted;
import io.gatehouse.idp.guessing.Source;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;
import org.hibernate.StatelessSession;

/**
 * Enrols an authenticator app in two steps, so that nobody is locked out by one that did not take
 * the secret: it counts from its first code on. Until then one that the account has stays as it is.
 */
@ApplicationScoped
public class EnrolTotp {

    /** How long an enrolment waits for its first code. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private final OwnerCheck owners;
    private final ChangeFactors changing;
    private final FactorRepository factors;
    private final AccountRepository accounts;
    private final Attempts attempts;
    private final SealingKeys keys;
    private final OtpAuthUri uris;
    private final Transactions transactions;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * What an app is given, once.
     *
     * @param secret in base32, without padding
     * @param uri the same with all that an app needs, as it reads it from a QR code
     */
    public record Begun(String secret, String uri, Instant expiresAt) {

        /** Omits the secret. */
        @Override
        public String toString() {
            return "Begun[" + expiresAt + "]";
        }
    }

    @Inject
    EnrolTotp(
            OwnerCheck owners,
            ChangeFactors changing,
            FactorRepository factors,
            AccountRepository accounts,
            Attempts attempts,
            SealingKeys keys,
            OtpAuthUri uris,
            Transactions transactions,
            SecureRandom random,
            Clock clock) {
        this.owners = owners;
        this.changing = changing;
        this.factors = factors;
        this.accounts = accounts;
        this.attempts = attempts;
        this.keys = keys;
        this.uris = uris;
        this.transactions = transactions;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Begins an enrolment, in place of one that was begun before.
     *
     * @throws ProblemException as {@link OwnerCheck#ifProved}
     */
    public Begun begin(UUID id, OwnerProof proof, Source source) {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        return owners.ifProved(
                id, proof, source, (database, owner) -> begin(database, owner.account(), secret));
    }

    private Begun begin(StatelessSession database, Account account, byte[] secret) {
        Instant now = clock.instant();
        UUID row =
                factors.pending(database, account.id(), FactorKind.TOTP, Instant.EPOCH)
                        .map(StoredSecret::id)
                        .orElseGet(UUID::randomUUID);
        byte[] sealed = keys.seal(secret, StoredSecret.context(row.toString()));
        factors.begin(database, account.id(), FactorKind.TOTP, new StoredSecret(row, sealed), now);
        String text = Base32.toBase32String(secret);
        return new Begun(text, uris.of(account, text), now.plus(LIFE));
    }

    /**
     * Ends an enrolment by its first code. All sessions of the account end: none of them has proved
     * the factor.
     *
     * @return recovery codes, in place of all that there were
     * @throws ProblemException {@code not_found} when none waits for a code, {@code rule_broken}
     *     when the code is not right, {@code too_many_requests} when too many were tried
     */
    public List<String> confirm(UUID id, String code, Source source) {
        Counted counted =
                transactions.runIdempotent(
                        database -> attempts.countCode(database, account(database, id), source));
        List<String> codes =
                transactions.run(database -> {
                    List<String> made = confirm(database, id, code);
                    attempts.giveBack(database, counted);
                    return made;
                });
        changing.announce();
        return codes;
    }

    private List<String> confirm(StatelessSession database, UUID id, String code) {
        Instant now = clock.instant();
        StoredSecret pending =
                factors.pending(database, id, FactorKind.TOTP, now.minus(LIFE))
                        .orElseThrow(EnrolTotp::nothing);
        byte[] secret = keys.open(pending.sealed(), StoredSecret.context(pending.id().toString()));
        OptionalLong step = Totp.step(secret, code, now);
        if (step.isEmpty()) {
            throw OwnerCheck.noCode();
        }
        factors.delete(database, id, FactorKind.TOTP);
        if (!factors.enrol(database, pending, step.getAsLong(), now)) {
            throw nothing();
        }
        changing.signOut(
                database,
                id,
                AuditEvent.of(EventKind.FACTOR_ADDED, id).with("factor", FactorKind.TOTP.text()));
        return changing.renewCodes(database, id);
    }

    private Account account(StatelessSession database, UUID id) {
        return accounts.byId(database, id)
                .map(StoredAccount::account)
                .orElseThrow(EnrolTotp::nothing);
    }

    private static ProblemException nothing() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "There is no enrolment that waits for a code.");
    }
}
