// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static java.util.Objects.requireNonNull;

import io.gatehouse.authz.apikey.Exchanged;
import io.gatehouse.authz.apikey.KeyExchange;
import io.gatehouse.authz.check.Decision.Allowed;
import io.gatehouse.authz.check.Decision.Denied;
import io.gatehouse.authz.policy.Access;
import io.gatehouse.authz.policy.RequestPath;
import io.gatehouse.authz.policy.RouteMatch;
import io.gatehouse.authz.policy.RoutePolicy;
import io.gatehouse.authz.policy.Rule;
import io.gatehouse.authz.revocation.DenyList;
import io.gatehouse.authz.token.Refusal;
import io.gatehouse.authz.token.TokenCache;
import io.gatehouse.authz.token.Verification;
import io.gatehouse.authz.token.VerifiedToken;
import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.web.admission.SameOrigin;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides about one request, cheapest checks first: path, route, credential, origin, token, deny
 * list, possession of the token's key, delegation, role. It never blocks, and keeps no state but
 * the caches of verified tokens and of tokens for API keys, and the proofs that were used.
 */
public final class Decider {
    private final RoutePolicy policy;
    private final TokenCache tokens;
    private final DenyList denyList;
    private final SameOrigin sameOrigin;
    private final Possession possession;
    private final KeyExchange apiKeys;

    public Decider(
            RoutePolicy policy,
            TokenCache tokens,
            DenyList denyList,
            SameOrigin sameOrigin,
            Possession possession,
            KeyExchange apiKeys) {
        this.policy = requireNonNull(policy, "policy");
        this.tokens = requireNonNull(tokens, "tokens");
        this.denyList = requireNonNull(denyList, "denyList");
        this.sameOrigin = requireNonNull(sameOrigin, "sameOrigin");
        this.possession = requireNonNull(possession, "possession");
        this.apiKeys = requireNonNull(apiKeys, "apiKeys");
    }

    public Decision decide(GateRequest request) {
        String path = RequestPath.of(request.target());
        if (!RequestPath.isClean(path)) {
            return Denied.of(Denial.BAD_PATH, "");
        }
        return switch (policy.match(request.method(), path)) {
            case RouteMatch.NotListed() -> Denied.of(Denial.NOT_LISTED, "");
            case RouteMatch.WrongMethod(Set<String> allowed) -> Denied.allowing(allowed);
            case RouteMatch.Found(Rule rule) when rule.access() == Access.PUBLIC ->
                    Allowed.of(rule.name(), Caller.UNKNOWN);
            case RouteMatch.Found(Rule rule) -> credential(request, rule);
        };
    }

    private Decision credential(GateRequest request, Rule rule) {
        return switch (Credential.of(request)) {
            case Credential.None() when rule.access() == Access.SIGN_OUT ->
                    Allowed.of(rule.name(), Caller.UNKNOWN);
            case Credential.None() -> Denied.of(Denial.CREDENTIAL_MISSING, rule.name());
            case Credential.Unusable(Denial denial) -> Denied.of(denial, rule.name());
            case Credential.Bearer(String token) -> token(token, rule, Possession::withoutProof);
            case Credential.Key(ApiKey key) -> apiKey(key, rule);
            case Credential.Dpop(String token) ->
                    dpop(token(token, rule, it -> possession.withProof(request, token, it)));
            case Credential.Cookie(String token) when isForged(request) ->
                    Denied.of(Denial.CROSS_SITE, rule.name());
            case Credential.Cookie(String token) when rule.access() == Access.SIGN_OUT ->
                    signOut(token, rule);
            case Credential.Cookie(String token) -> token(token, rule, Possession::withoutProof);
        };
    }

    /** Routes that take no API key ask nobody about one. */
    private Decision apiKey(ApiKey key, Rule rule) {
        if (!rule.keyed()) {
            return Denied.of(Denial.API_KEY_REFUSED, rule.name());
        }
        return switch (apiKeys.known(key)) {
            case Exchanged.Unknown() -> Denied.of(Denial.API_KEY_UNKNOWN, rule.name());
            case Exchanged.Refused() -> Denied.of(Denial.API_KEY_INVALID, rule.name());
            case Exchanged.Token token -> exchanged(key, token, rule);
        };
    }

    private Decision exchanged(ApiKey key, Exchanged.Token token, Rule rule) {
        return switch (token(token.text(), rule, Possession::withoutProof)) {
            case Allowed allowed -> allowed.by(token.text());
            case Denied denied -> {
                if (denied.forStaleToken()) {
                    apiKeys.forget(key, token);
                }
                yield denied;
            }
        };
    }

    private Decision dpop(Decision decision) {
        Decision answered = decision instanceof Denied denied ? denied.by(Scheme.DPOP) : decision;
        return answered.with(possession.nonce());
    }

    /** A cookie may be dead; only what a living one says counts, as the gateway forwards it. */
    private Decision signOut(String token, Rule rule) {
        return switch (tokens.verify(token)) {
            case Verification.Accepted(VerifiedToken accepted)
                    when isDelegatedInVain(accepted, rule) ->
                    Denied.of(Denial.DELEGATED, rule.name(), Caller.of(accepted));
            case Verification.Accepted(VerifiedToken accepted) when isKeyedInVain(accepted, rule) ->
                    Denied.of(Denial.API_KEY_REFUSED, rule.name(), Caller.of(accepted));
            case Verification.Accepted(VerifiedToken _), Verification.Refused(Refusal _) ->
                    Allowed.of(rule.name(), Caller.UNKNOWN);
        };
    }

    private boolean isForged(GateRequest request) {
        return SameOrigin.matters(request.method())
                && !sameOrigin.admits(request.header("origin"), request.header("sec-fetch-site"));
    }

    private Decision token(
            String token, Rule rule, Function<VerifiedToken, Optional<Possession.Lack>> lacking) {
        if (!denyList.isLoaded() || !tokens.hasKeys()) {
            return Denied.of(Denial.NOT_READY, rule.name());
        }
        return switch (tokens.verify(token)) {
            case Verification.Refused(Refusal reason) -> refused(reason, rule);
            case Verification.Accepted(VerifiedToken accepted) when denyList.denies(accepted) ->
                    Denied.of(Denial.TOKEN_REVOKED, rule.name(), Caller.of(accepted));
            case Verification.Accepted(VerifiedToken accepted) ->
                    lacking.apply(accepted)
                            .<Decision>map(lack -> lacking(lack, accepted, rule))
                            .orElseGet(() -> authorize(accepted, rule));
        };
    }

    private static Decision refused(Refusal reason, Rule rule) {
        Denial denial = reason == Refusal.EXPIRED ? Denial.TOKEN_EXPIRED : Denial.TOKEN_INVALID;
        return Denied.of(denial, rule.name(), Caller.UNKNOWN, reason.code());
    }

    private static Decision lacking(Possession.Lack lack, VerifiedToken token, Rule rule) {
        return Denied.of(lack.denial(), rule.name(), Caller.of(token), lack.reason())
                .by(Scheme.DPOP);
    }

    private Decision authorize(VerifiedToken token, Rule rule) {
        Caller caller = Caller.of(token);
        if (isDelegatedInVain(token, rule)) {
            return Denied.of(Denial.DELEGATED, rule.name(), caller);
        }
        if (isKeyedInVain(token, rule)) {
            return Denied.of(Denial.API_KEY_REFUSED, rule.name(), caller);
        }
        if (rule.access() == Access.ROLES && Collections.disjoint(token.roles(), rule.roles())) {
            return Denied.of(Denial.ROLE_MISSING, rule.name(), caller);
        }
        return rule.sensitive() && denyList.isStale()
                ? Denied.of(Denial.STALE, rule.name(), caller)
                : Allowed.of(rule.name(), caller);
    }

    private static boolean isDelegatedInVain(VerifiedToken token, Rule rule) {
        return token.actor().isPresent() && !rule.delegated();
    }

    private static boolean isKeyedInVain(VerifiedToken token, Rule rule) {
        return token.apiKey().isPresent() && !rule.keyed();
    }
}
