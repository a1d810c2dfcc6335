// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.ErrorObject;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.AccountRepository;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.account.StoredAccount;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.consent.Consents;
import io.gatehouse.idp.oauth.device.DeviceAuthorization;
import io.gatehouse.idp.oauth.device.DeviceRepository;
import io.gatehouse.idp.session.Authorization;
import io.gatehouse.idp.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.StatelessSession;

/**
 * Opens a session for a device code that somebody has allowed, once. The session names no browser:
 * it and that of the browser in which it was allowed end each on its own.
 */
@ApplicationScoped
class RedeemDeviceCode {

    private final DeviceRepository devices;
    private final AccountRepository accounts;
    private final Consents consents;
    private final Sessions sessions;
    private final Transactions transactions;

    private sealed interface Outcome {}

    private record Redeemed(Sessions.Opened opened) implements Outcome {}

    private record Refused(ErrorObject error) implements Outcome {}

    @Inject
    RedeemDeviceCode(
            DeviceRepository devices,
            AccountRepository accounts,
            Consents consents,
            Sessions sessions,
            Transactions transactions) {
        this.devices = devices;
        this.accounts = accounts;
        this.consents = consents;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /**
     * Exchanges a device code.
     *
     * @param terms what becomes of what was granted, before the code is used; it may throw
     * @throws OAuthException {@code authorization_pending}, {@code slow_down}, {@code
     *     access_denied}, {@code expired_token}, or {@code invalid_grant} for a code that is
     *     another client's, used, unknown, or allowed by an account that was changed since or has
     *     withdrawn its consent
     */
    Sessions.Opened redeem(Client client, String deviceCode, UnaryOperator<Authorization> terms) {
        SecretHash hash = SecretHash.of(deviceCode);
        return switch (transactions.run(database -> attempt(database, hash, client, terms))) {
            case Redeemed redeemed -> redeemed.opened();
            case Refused refused -> throw new OAuthException(refused.error());
        };
    }

    // A poll is recorded, so what it is refused by must not roll the transaction back.
    private Outcome attempt(
            StatelessSession database,
            SecretHash hash,
            Client client,
            UnaryOperator<Authorization> terms) {
        Instant now = sessions.now();
        Optional<DeviceAuthorization> found =
                devices.find(database, hash).filter(it -> it.client().equals(client.id()));
        if (found.isEmpty()) {
            return new Refused(invalid());
        }
        return switch (found.get().judge(now)) {
            case PENDING -> {
                devices.poll(database, hash, now);
                yield refused("authorization_pending", "Nobody has decided yet");
            }
            case TOO_SOON -> {
                devices.slowDown(database, hash, now);
                yield refused("slow_down", "The interval is five seconds longer from now on");
            }
            case DENIED -> refused("access_denied", "It was denied");
            case EXPIRED -> refused("expired_token", "The device code has expired");
            case USED -> new Refused(invalid());
            case ALLOWED -> open(database, hash, client, found.get(), terms);
        };
    }

    private Outcome open(
            StatelessSession database,
            SecretHash hash,
            Client client,
            DeviceAuthorization authorization,
            UnaryOperator<Authorization> terms) {
        Authorization granted =
                terms.apply(
                        new Authorization(
                                authorization.client(),
                                authorization.scope(),
                                authorization.audiences(),
                                Optional.empty()));
        DeviceAuthorization.Approval approval = authorization.approval().orElseThrow();
        Optional<Account> account =
                account(database, approval).filter(it -> consents.admit(database, it.id(), client));
        if (account.isEmpty() || !devices.use(database, hash)) {
            return new Refused(invalid());
        }
        return new Redeemed(
                sessions.open(
                        database,
                        account.get(),
                        granted,
                        approval.authenticatedAt(),
                        // Who got or lost a factor since has another not-before, and is no more
                        // here.
                        Assurance.demandedOf(account.get())));
    }

    // Whoever was disabled, has a new password or signed out everywhere meanwhile gets no tokens.
    private Optional<Account> account(
            StatelessSession database, DeviceAuthorization.Approval approval) {
        return accounts.byId(database, approval.account())
                .map(StoredAccount::account)
                .filter(Account::enabled)
                .filter(account -> account.notBefore() == approval.accountNotBefore());
    }

    private static ErrorObject invalid() {
        return OAuthException.invalidGrant().error();
    }

    // The library's access_denied has the status 403, which is for other endpoints.
    private static Outcome refused(String error, String description) {
        return new Refused(new ErrorObject(error, description, 400));
    }
}
