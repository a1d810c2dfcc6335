// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rules for claims: which are required, which are optional, and which values are valid.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
final class ClaimRules {
    private static final Pattern ACCOUNT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
    private static final Pattern ROLE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
    private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int MAX_ROLES = 64;

    /** Optional claims with a text. */
    private static final List<String> OPTIONAL_TEXTS =
            List.of("preferred_username", "email", "client_id", "scope");

    /**
     * The claims that the gateway forwards as headers. It answers 503 to a line break in one, and
     * services read every byte of a header as ASCII.
     */
    private static final List<String> FORWARDED = List.of("preferred_username", "email");

    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{0,256}");

    /**
     * The account's not-before when the token was issued. A token without it counts as issued
     * before every change of its account.
     */
    private static final String NOT_BEFORE = "account_not_before";

    /** The id of the API key that the token was got for. */
    private static final String API_KEY = "api_key";

    /** Optional claims with a number of seconds. */
    private static final List<String> OPTIONAL_SECONDS = List.of("auth_time", NOT_BEFORE);

    private final TokenRules rules;
    private final Clock clock;

    ClaimRules(TokenRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    Verification check(ObjectNode claims, String keyId) {
        Optional<Refusal> refusal = context(claims).or(() -> times(claims)).or(() -> who(claims));
        if (refusal.isPresent()) {
            return new Verification.Refused(refusal.get());
        }
        return new Verification.Accepted(
                new VerifiedToken(
                        claims.get("sub").textValue(),
                        claims.get("sid").textValue(),
                        claims.get("jti").textValue(),
                        keyId,
                        roles(claims),
                        claims.path(NOT_BEFORE).longValue(),
                        claims.get("exp").longValue(),
                        Optional.ofNullable(claims.path("act").path("sub").textValue()),
                        Optional.ofNullable(claims.path(API_KEY).textValue()),
                        Optional.ofNullable(claims.path("cnf").path("jkt").textValue())));
    }

    /** Applies to cached tokens as well, which may expire in the cache. */
    boolean expired(long expiresAt) {
        return expiresAt + rules.skew().toSeconds() <= now();
    }

    private Optional<Refusal> context(ObjectNode claims) {
        if (!claims.path("iss").isTextual()
                || !claims.path("iss").textValue().equals(rules.issuer())) {
            return Optional.of(Refusal.ISSUER);
        }
        return meantForUs(claims.path("aud")) ? Optional.empty() : Optional.of(Refusal.AUDIENCE);
    }

    private boolean meantForUs(JsonNode audience) {
        if (!audience.isArray()) {
            return audience.isTextual() && audience.textValue().equals(rules.audience());
        }
        boolean named = false;
        for (JsonNode element : audience) {
            if (!element.isTextual()) {
                return false;
            }
            named |= element.textValue().equals(rules.audience());
        }
        return named;
    }

    private Optional<Refusal> times(ObjectNode claims) {
        long latest = now() + rules.skew().toSeconds();
        if (!isSeconds(claims.path("exp"))) {
            return Optional.of(Refusal.EXPIRY);
        }
        if (!isSeconds(claims.path("iat")) || claims.get("iat").longValue() > latest) {
            return Optional.of(Refusal.ISSUED_AT);
        }
        if (claims.has("nbf")
                && (!isSeconds(claims.get("nbf")) || claims.get("nbf").longValue() > latest)) {
            return Optional.of(Refusal.NOT_BEFORE);
        }
        long expiresAt = claims.get("exp").longValue();
        long lifetime = expiresAt - claims.get("iat").longValue();
        if (lifetime <= 0 || lifetime > rules.maxLifetime().toSeconds()) {
            return Optional.of(Refusal.LIFETIME);
        }
        return expired(expiresAt) ? Optional.of(Refusal.EXPIRED) : Optional.empty();
    }

    private static Optional<Refusal> who(ObjectNode claims) {
        if (!matches(claims.path("sub"), ACCOUNT)) {
            return Optional.of(Refusal.SUBJECT);
        }
        if (!matches(claims.path("sid"), ID)) {
            return Optional.of(Refusal.SESSION);
        }
        if (!matches(claims.path("jti"), ID)) {
            return Optional.of(Refusal.TOKEN_ID);
        }
        if (!rolesAgree(claims)) {
            return Optional.of(Refusal.ROLES);
        }
        if (!isAbsentOr(claims, "act", ClaimRules::isActor)) {
            return Optional.of(Refusal.ACTOR);
        }
        if (!isAbsentOr(claims, API_KEY, id -> matches(id, ID))) {
            return Optional.of(Refusal.API_KEY);
        }
        if (!isAbsentOr(claims, "cnf", ClaimRules::isThumbprint)) {
            return Optional.of(Refusal.CONFIRMATION);
        }
        if (!isTyped(claims)) {
            return Optional.of(Refusal.CLAIM_TYPE);
        }
        return FORWARDED.stream()
                        .allMatch(name -> isAbsentOr(claims, name, ClaimRules::isPrintable))
                ? Optional.empty()
                : Optional.of(Refusal.CLAIM_TEXT);
    }

    private static boolean isTyped(ObjectNode claims) {
        return OPTIONAL_TEXTS.stream()
                        .allMatch(name -> isAbsentOr(claims, name, JsonNode::isTextual))
                && OPTIONAL_SECONDS.stream()
                        .allMatch(name -> isAbsentOr(claims, name, ClaimRules::isSeconds))
                && isAbsentOr(claims, "email_verified", JsonNode::isBoolean);
    }

    /**
     * Services receive {@code role}, other readers use {@code roles} or {@code groups}; a token
     * whose lists differ would be ambiguous.
     */
    private static boolean rolesAgree(ObjectNode claims) {
        JsonNode roles = claims.path("roles");
        if (!roles.isArray() || roles.size() > MAX_ROLES) {
            return false;
        }
        for (JsonNode role : roles) {
            if (!matches(role, ROLE)) {
                return false;
            }
        }
        return claims.path("role").isTextual()
                && claims.get("role").textValue().equals(String.join(" ", roles(claims)))
                && isAbsentOr(claims, "groups", roles::equals);
    }

    private static Set<String> roles(ObjectNode claims) {
        Set<String> roles = new LinkedHashSet<>();
        claims.get("roles").forEach(role -> roles.add(role.textValue()));
        return roles;
    }

    private static boolean isAbsentOr(ObjectNode claims, String name, Predicate<JsonNode> rule) {
        return !claims.has(name) || rule.test(claims.get(name));
    }

    /** Those within it have acted before, and decide nothing (RFC 8693, section 4.1). */
    private static boolean isActor(JsonNode actor) {
        return actor.isObject() && matches(actor.path("sub"), ID);
    }

    /** A token that is bound in another way as well must not pass by this one alone. */
    private static boolean isThumbprint(JsonNode confirmation) {
        return confirmation.isObject()
                && confirmation.size() == 1
                && matches(confirmation.path("jkt"), THUMBPRINT);
    }

    private static boolean isPrintable(JsonNode node) {
        return matches(node, PRINTABLE);
    }

    private static boolean matches(JsonNode node, Pattern pattern) {
        return node.isTextual() && pattern.matcher(node.textValue()).matches();
    }

    /** A NumericDate without a fraction, small enough that sums with it cannot overflow. */
    private static boolean isSeconds(JsonNode node) {
        return node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= 0
                && node.longValue() <= Integer.MAX_VALUE * 4L;
    }

    private long now() {
        return Math.floorDiv(clock.millis(), 1000L);
    }
}
