// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.introspection;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.session.Authorization;
import io.gatehouse.idp.session.Family;
import io.gatehouse.idp.session.RefreshTokens;
import io.gatehouse.idp.session.Session;
import io.gatehouse.idp.session.Sessions;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Tells which tokens still count. The gate learns of the end of a session through the deny list;
 * here the session itself is asked.
 */
@ApplicationScoped
public class LiveTokens {

    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Sessions sessions;
    private final Transactions transactions;

    /**
     * An access token with which a client acts for an account.
     *
     * @param extra the claims that UserInfo gives beside those of the token's scope
     */
    public record ForAccount(JWTClaimsSet claims, Account account, Set<String> extra) {}

    @Inject
    LiveTokens(
            AccessTokens accessTokens,
            RefreshTokens refreshTokens,
            Sessions sessions,
            Transactions transactions) {
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /** The access token of an account for the gate, if it counts. */
    public Optional<ForAccount> forAccount(String token) {
        return accessTokens.verify(token).flatMap(this::live);
    }

    /** The access token of an account for any service, if it counts. */
    public Optional<ForAccount> forAccountAnywhere(String token) {
        return accessTokens.verifyForAny(token).flatMap(this::live);
    }

    private Optional<ForAccount> live(JWTClaimsSet claims) {
        Optional<UUID> session = session(claims);
        // A client's own token needs no look.
        return session.isEmpty()
                ? Optional.empty()
                : transactions.read(database ->
                        sessions.findWithAccount(database, session.get())
                                .filter(found -> isAsIssued(claims, found.account()))
                                .map(found -> forAccount(found, claims)));
    }

    private static ForAccount forAccount(Sessions.Found found, JWTClaimsSet claims) {
        Authorization granted = found.family().session().authorization();
        // What a client has asked for by name is not for one that exchanged its token.
        Set<String> extra =
                granted.client().equals(claims.getClaim("client_id"))
                        ? granted.claims().userInfo()
                        : Set.of();
        return new ForAccount(claims, found.account(), extra);
    }

    /** The access token with which a client acts for itself, for any service, if it counts. */
    public Optional<JWTClaimsSet> forClient(String token) {
        return accessTokens.verifyForAny(token).filter(claims -> session(claims).isEmpty());
    }

    /** The session of a refresh token, if the token is the newest and counts. */
    Optional<Session> refreshable(String token) {
        return refreshTokens
                .parse(token)
                .flatMap(parsed ->
                        transactions.read(database ->
                                sessions.findWithAccount(database, parsed.session())
                                        .filter(Sessions.Found::mayGoOn)
                                        .map(Sessions.Found::family)
                                        .filter(family ->
                                                family.judge(parsed, sessions.now())
                                                        == Family.Verdict.ROTATE)
                                        .map(Family::session)));
    }

    private static Optional<UUID> session(JWTClaimsSet claims) {
        return Optional.ofNullable(claims.getClaim("sid"))
                .map(String::valueOf)
                .map(UUID::fromString);
    }

    // It grows with each change that makes the account's tokens worthless.
    private static boolean isAsIssued(JWTClaimsSet claims, Account account) {
        return account.enabled()
                && claims.getClaim("account_not_before") instanceof Number issued
                && issued.longValue() == account.notBefore();
    }
}
