// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import io.gatehouse.common.web.parameter.PathId;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Parses the identity headers that the gateway writes. They are trusted only if the peer is the
 * gateway, and even then a repeated or malformed header is refused.
 */
public final class CallerHeaders {
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,256}");
    private static final Pattern ROLES = Pattern.compile("[a-z]+( [a-z]+)*");
    private static final Map<String, String> CLAIMS =
            Map.of(
                    "x-user-name", "preferred_username",
                    "x-jwt-email", "email",
                    "x-session-id", "sid",
                    "x-token-id", "jti");

    private CallerHeaders() {}

    /**
     * The caller, or empty for an anonymous request.
     *
     * @throws ProblemException {@code malformed_request} naming the header at fault
     */
    public static Optional<Caller> read(MultivaluedMap<String, String> headers) {
        Optional<String> id = single(headers, "x-user-id", PathId.FORM);
        Optional<String> roles = single(headers, "x-user-role", ROLES);
        Map<String, String> claims = new HashMap<>();
        CLAIMS.forEach((header, claim) ->
                single(headers, header, PRINTABLE).ifPresent(value -> claims.put(claim, value)));
        return id.map(subject ->
                new Caller(
                        UUID.fromString(subject),
                        roles.map(names -> Set.of(names.split(" "))).orElse(Set.of()),
                        claims));
    }

    private static Optional<String> single(
            MultivaluedMap<String, String> headers, String name, Pattern form) {
        List<String> values = headers.getOrDefault(name, List.of());
        // The gateway writes an empty header for an empty claim, such as no roles.
        if (values.isEmpty() || (values.size() == 1 && values.getFirst().isEmpty())) {
            return Optional.empty();
        }
        if (values.size() > 1 || !form.matcher(values.getFirst()).matches()) {
            throw new ProblemException(
                            ProblemCode.MALFORMED_REQUEST,
                            "The header " + name + " is repeated or malformed.")
                    .withError(name, "must appear once, in the form the gateway writes");
        }
        return Optional.of(values.getFirst());
    }
}
