// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.token;

import com.nimbusds.oauth2.sdk.Scope;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.oauth.authorize.AuthorizationCode;
import io.gatehouse.idp.oauth.authorize.CodeRepository;
import io.gatehouse.idp.oauth.browser.Visitor;
import io.gatehouse.idp.oauth.browser.Visitors;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.consent.Consents;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.session.Authorization;
import io.gatehouse.idp.session.EndSession;
import io.gatehouse.idp.session.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.StatelessSession;

/**
 * Opens a session for a code, once. A second use by whoever has the verifier ends that session: one
 * of the two is not the client. Without the verifier a code proves nothing, so a stolen one can
 * neither be used nor end anything.
 */
@ApplicationScoped
class RedeemCode {

    private final CodeRepository codes;
    private final Visitors visitors;
    private final Consents consents;
    private final Sessions sessions;
    private final EndSession ending;
    private final Transactions transactions;

    /** What a client presents. */
    record Presented(
            String code, Client client, String redirectUri, String verifier, ProvedKey key) {

        /** Omits the code and the verifier. */
        @Override
        public String toString() {
            return "Presented[" + client.id() + "]";
        }
    }

    /** A session, and the nonce of the request that led to it. */
    record Redeemed(Sessions.Opened opened, Optional<String> nonce) {}

    private sealed interface Outcome {}

    private record First(Redeemed redeemed) implements Outcome {}

    private record Reused() implements Outcome {}

    private record Refused() implements Outcome {}

    @Inject
    RedeemCode(
            CodeRepository codes,
            Visitors visitors,
            Consents consents,
            Sessions sessions,
            EndSession ending,
            Transactions transactions) {
        this.codes = codes;
        this.visitors = visitors;
        this.consents = consents;
        this.sessions = sessions;
        this.ending = ending;
        this.transactions = transactions;
    }

    /**
     * Exchanges a code.
     *
     * @param check of what was granted, before the code is used; it may throw
     * @throws OAuthException {@code invalid_grant}
     */
    Redeemed redeem(Presented presented, Consumer<Authorization> check) {
        SecretHash hash = SecretHash.of(presented.code());
        return switch (transactions.run(database -> attempt(database, hash, presented, check))) {
            case First first -> first.redeemed();
            case Reused _ -> {
                ending.announce();
                throw OAuthException.invalidGrant();
            }
            case Refused _ -> throw OAuthException.invalidGrant();
        };
    }

    private Outcome attempt(
            StatelessSession database,
            SecretHash hash,
            Presented presented,
            Consumer<Authorization> check) {
        Optional<AuthorizationCode> found =
                codes.find(database, hash)
                        .filter(code ->
                                code.isFor(
                                        presented.client().id(),
                                        presented.redirectUri(),
                                        presented.verifier(),
                                        presented.key()));
        if (found.isEmpty()) {
            return new Refused();
        }
        AuthorizationCode code = found.get();
        if (code.session().isPresent()) {
            return ending.endOpen(database, code.session().get()) ? new Reused() : new Refused();
        }
        Optional<Visitor> visitor = visitor(database, code, presented.client());
        if (code.isExpired(sessions.now()) || visitor.isEmpty()) {
            return new Refused();
        }
        Authorization granted = authorization(code, presented);
        check.accept(granted);
        Sessions.Opened opened = open(database, visitor.get(), granted, code);
        return codes.use(database, hash, opened.session().id())
                ? new First(new Redeemed(opened, code.nonce()))
                : new Refused();
    }

    // Of whoever signed out or withdrew the consent meanwhile, nobody gets tokens.
    private Optional<Visitor> visitor(
            StatelessSession database, AuthorizationCode code, Client client) {
        return visitors.find(database, code.browser())
                .filter(it -> consents.admit(database, it.account().id(), client));
    }

    private Sessions.Opened open(
            StatelessSession database,
            Visitor visitor,
            Authorization granted,
            AuthorizationCode code) {
        return sessions.open(
                database,
                visitor.account(),
                granted,
                code.authenticatedAt(),
                visitor.session().assurance());
    }

    // With offline access it does not end with the session of the browser, and so names none.
    private static Authorization authorization(AuthorizationCode code, Presented presented) {
        Optional<UUID> browser =
                Optional.of(code.browser())
                        .filter(_ -> !Scope.parse(code.scope()).contains(Offered.OFFLINE_SCOPE));
        return new Authorization(
                code.client(),
                code.scope(),
                code.audiences(),
                browser,
                code.claims(),
                presented.key().forRefresh(presented.client()));
    }
}
