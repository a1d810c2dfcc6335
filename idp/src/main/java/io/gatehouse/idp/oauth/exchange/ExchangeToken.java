// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.exchange;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import io.gatehouse.idp.account.Assurance;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.oauth.introspection.LiveTokens;
import io.gatehouse.idp.oauth.resource.Audiences;
import io.gatehouse.idp.token.AccessTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Exchanges the access token of a person for one with which a client acts for that person
 * elsewhere.
 *
 * <p>The new token is never worth more than the old one: no more of its scope and roles, no longer
 * life, the same session, with which both end. It always names the client as the actor, so whoever
 * reads it can tell the client from the person (delegation, RFC 8693 section 1.1).
 */
@ApplicationScoped
public class ExchangeToken {

    private static final Logger LOG = System.getLogger(ExchangeToken.class.getName());

    private static final String SUBJECT_TOKEN = "subject_token";
    private static final String SUBJECT_TOKEN_TYPE = "subject_token_type";
    private static final String ACTOR_TOKEN = "actor_token";
    private static final String ACTOR_TOKEN_TYPE = "actor_token_type";

    /** An access token of ours is a JWT, so it may be called either. */
    private static final Set<String> TAKEN =
            Set.of(TokenTypeURI.ACCESS_TOKEN.toString(), TokenTypeURI.JWT.toString());

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final LiveTokens tokens;
    private final Audiences audiences;
    private final AccessTokens accessTokens;
    private final Clock clock;

    /**
     * A new access token.
     *
     * @param scope separated by spaces, never empty
     */
    public record Exchanged(String token, Duration expiresIn, String scope) {

        /** Omits the token. */
        @Override
        public String toString() {
            return "Exchanged[" + scope + "]";
        }
    }

    @Inject
    ExchangeToken(LiveTokens tokens, Audiences audiences, AccessTokens accessTokens, Clock clock) {
        this.tokens = tokens;
        this.audiences = audiences;
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    /**
     * The token for a request; nothing is stored.
     *
     * @param client that is authenticated and may use this grant
     * @param key that it has proved, to which the new token is bound
     * @throws OAuthException {@code invalid_request} when one of its tokens is not valid or not one
     *     that it may exchange, {@code invalid_target} or {@code invalid_scope} when it may not
     *     have what it asks for
     */
    public Exchanged exchange(Client client, Parameters form, ProvedKey key) {
        demandTypes(form);
        LiveTokens.ForAccount subject = subject(client, form);
        demandActor(client, form);
        demandKey(subject.claims(), key);
        String audience = audiences.delegated(client, form);
        String scope = scope(client, subject.claims(), form);
        Instant now = clock.instant();
        Instant end = end(subject.claims(), now);
        String token =
                accessTokens.issue(
                        DelegatedRoles.of(client, subject, audience),
                        new AccessTokens.Grant(
                                UUID.fromString(text(subject.claims(), "sid")),
                                client.id(),
                                scope,
                                audience,
                                authenticatedAt(subject.claims()),
                                assurance(subject.claims()),
                                now,
                                key.thumbprint()),
                        new AccessTokens.Delegation(ActorChain.of(client, subject.claims()), end));
        log(client, subject, audience);
        return new Exchanged(token, Duration.between(now, end), scope);
    }

    private static void log(Client client, LiveTokens.ForAccount subject, String audience) {
        LOG.log(
                Level.INFO,
                "token of {0} in session {1} exchanged by client {2} for {3}",
                subject.account().id(),
                text(subject.claims(), "sid"),
                client.id(),
                audience);
    }

    private static void demandTypes(Parameters form) {
        form.required(SUBJECT_TOKEN);
        demandTaken(form.required(SUBJECT_TOKEN_TYPE));
        form.get("requested_token_type")
                .filter(type -> !type.equals(TokenTypeURI.ACCESS_TOKEN.toString()))
                .ifPresent(_ -> {
                    throw OAuthException.invalidRequest("Only an access token can be requested");
                });
        if (form.has(ACTOR_TOKEN) != form.has(ACTOR_TOKEN_TYPE)) {
            throw OAuthException.invalidRequest("actor_token and actor_token_type go together");
        }
        form.get(ACTOR_TOKEN_TYPE).ifPresent(ExchangeToken::demandTaken);
    }

    private static void demandTaken(String type) {
        if (!TAKEN.contains(type)) {
            throw OAuthException.invalidRequest("Only access tokens are taken");
        }
    }

    // A token that reached the client, either as its own or as one for a service that it is.
    private LiveTokens.ForAccount subject(Client client, Parameters form) {
        return tokens.forAccountAnywhere(form.required(SUBJECT_TOKEN))
                .filter(subject -> isAddressed(client, subject.claims()))
                .orElseThrow(() ->
                        OAuthException.invalidRequest("The subject_token cannot be exchanged"));
    }

    private static boolean isAddressed(Client client, JWTClaimsSet claims) {
        return client.id().equals(claims.getClaim("client_id"))
                || claims.getAudience().stream().allMatch(client.services().own()::contains);
    }

    // The client has authenticated already, so its own token says nothing new.
    private void demandActor(Client client, Parameters form) {
        Optional<String> actor = form.get(ACTOR_TOKEN);
        if (actor.isPresent()
                && actor.flatMap(tokens::forClient)
                        .filter(claims -> client.id().equals(claims.getSubject()))
                        .isEmpty()) {
            throw OAuthException.invalidRequest("The actor_token is not one of this client");
        }
    }

    // Else a token that was bound to a key would end as one that anybody can use who sees it.
    private static void demandKey(JWTClaimsSet subject, ProvedKey key) {
        if (AccessTokens.keyOf(subject).isPresent() && key.thumbprint().isEmpty()) {
            throw OAuthException.invalidRequest(
                    "The subject_token is bound to a key, so a DPoP proof is needed");
        }
    }

    private static String scope(Client client, JWTClaimsSet subject, Parameters form) {
        String granted = text(subject, "scope");
        String wanted = form.get("scope").orElse(granted);
        String scope = client.allowed(wanted);
        if (scope.isEmpty() || !Scope.parse(granted).containsAll(Scope.parse(wanted))) {
            throw new OAuthException(OAuth2Error.INVALID_SCOPE);
        }
        return scope;
    }

    private Instant end(JWTClaimsSet subject, Instant now) {
        Instant usual = now.plus(accessTokens.ttl());
        Instant latest = subject.getExpirationTime().toInstant();
        if (latest.isBefore(now.plus(SHORTEST))) {
            throw OAuthException.invalidRequest("The subject_token cannot be exchanged");
        }
        return latest.isBefore(usual) ? latest : usual;
    }

    private static Instant authenticatedAt(JWTClaimsSet claims) {
        return Instant.ofEpochSecond(((Number) claims.getClaim("auth_time")).longValue());
    }

    // A token of an instance that knew passwords alone says nothing of it.
    private static Assurance assurance(JWTClaimsSet claims) {
        return claims.getClaim("amr") instanceof List<?> methods && !methods.isEmpty()
                ? new Assurance(methods.stream().map(String::valueOf).toList())
                : Assurance.PASSWORD;
    }

    private static String text(JWTClaimsSet claims, String name) {
        return String.valueOf(claims.getClaim(name));
    }
}
