// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import io.gatehouse.common.seal.ApiKey;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credential of a request: an access token, an API key or a session cookie, never a query
 * parameter.
 */
sealed interface Credential {
    /** The name of the session cookie. */
    String COOKIE = "__Host-gatehouse";

    /** No credential, or one of another scheme. */
    record None() implements Credential {}

    /** {@code Authorization: Bearer} (RFC 6750, section 2.1). */
    record Bearer(String token) implements Credential {}

    /** {@code Authorization: Bearer} with an API key, for which idp gives an access token. */
    record Key(ApiKey key) implements Credential {}

    /** {@code Authorization: DPoP} (RFC 9449, section 7.1), to be sent with a proof. */
    record Dpop(String token) implements Credential {}

    /** The session cookie, which a browser also sends on behalf of other sites. */
    record Cookie(String token) implements Credential {}

    /** More than one credential, or a malformed one. */
    record Unusable(Denial denial) implements Credential {}

    /** Extracts the credential of a request. */
    static Credential of(GateRequest request) {
        Credential cookie = request.header("cookie").map(Reader::cookie).orElseGet(None::new);
        Optional<String> authorization = request.header("authorization");
        if (authorization.isEmpty()) {
            return cookie;
        }
        return cookie instanceof None
                ? Reader.authorization(authorization.get())
                : new Unusable(Denial.TWO_CREDENTIALS);
    }

    /** Parses the two headers. */
    final class Reader {
        private static final Pattern SCHEME =
                Pattern.compile("(?<scheme>[!-+\\--~]+)( +(?<rest>.*))?");
        private static final Pattern TOKEN68 = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

        private static final Credential MALFORMED = new Unusable(Denial.MALFORMED_CREDENTIAL);

        private Reader() {}

        /**
         * The scheme must be spelled exactly: the gateway's own verification accepts no other
         * spelling, and the two must not differ.
         */
        private static Credential authorization(String value) {
            Matcher parts = SCHEME.matcher(value);
            if (value.indexOf(',') >= 0 || !parts.matches()) {
                return MALFORMED;
            }
            String token = Objects.requireNonNullElse(parts.group("rest"), "");
            return switch (parts.group("scheme")) {
                case "Bearer" -> readable(token) ? bearer(token) : MALFORMED;
                case "DPoP" -> readable(token) ? new Dpop(token) : MALFORMED;
                default -> new None();
            };
        }

        private static Credential bearer(String token) {
            if (!token.startsWith(ApiKey.PREFIX)) {
                return new Bearer(token);
            }
            return ApiKey.parse(token)
                    .<Credential>map(Key::new)
                    .orElseGet(() -> new Unusable(Denial.API_KEY_MALFORMED));
        }

        private static boolean readable(String token) {
            return TOKEN68.matcher(token).matches();
        }

        /** The gateway joins two Cookie headers with a comma, so it separates like a semicolon. */
        private static Credential cookie(String value) {
            Credential found = new None();
            for (String pair : value.split("[;,]", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 0 || !pair.substring(0, equals).strip().equals(COOKIE)) {
                    continue;
                }
                if (!(found instanceof None)) {
                    return new Unusable(Denial.TWO_CREDENTIALS);
                }
                found = new Cookie(pair.substring(equals + 1).strip());
            }
            return found;
        }
    }
}
