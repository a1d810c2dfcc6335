// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.resource.Audiences;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules of an authorization request, whichever way it came (RFC 6749 section 4.1.1, RFC 7636
 * section 4.3, OpenID Connect Core 1.0 section 3.1.2.1).
 */
final class AuthorizationRules {

    /** Its form in base64 must fit into a request line. */
    private static final int LONGEST = 2_600;

    /** The parameter that names the key of the client (RFC 9449 section 10). */
    static final String KEY = "dpop_jkt";

    /** What is as long as SHA-256, in base64url. */
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private AuthorizationRules() {}

    /** Where the client is answered; empty unless it has registered that redirect URI. */
    static Optional<AuthorizationRequest.Target> target(Client client, Parameters parameters) {
        return parameters
                .get("redirect_uri")
                .filter(client.redirects()::admit)
                .map(uri -> new AuthorizationRequest.Target(uri, state(parameters)));
    }

    private static Optional<String> state(Parameters parameters) {
        return parameters.get("state").filter(_ -> !parameters.isRepeated("state"));
    }

    /** What is wrong with a request, if anything; who sent it, and its target, are sure. */
    static Optional<ErrorObject> refuse(Client client, Parameters parameters) {
        if (parameters.has("request")) {
            return Optional.of(OAuth2Error.REQUEST_NOT_SUPPORTED);
        }
        if (parameters.has("request_uri")) {
            return Optional.of(
                    PushedRequests.isReference(parameters)
                            ? OAuth2Error.INVALID_REQUEST_URI
                            : OAuth2Error.REQUEST_URI_NOT_SUPPORTED);
        }
        if (parameters.has("registration")) {
            return Optional.of(OIDCError.REGISTRATION_NOT_SUPPORTED);
        }
        if (parameters.has("response_type")
                && !is(parameters, "response_type", Offered.RESPONSE_TYPE.toString())) {
            return Optional.of(OAuth2Error.UNSUPPORTED_RESPONSE_TYPE);
        }
        return malformed(parameters)
                .map(OAuth2Error.INVALID_REQUEST::setDescription)
                .or(() -> claims(parameters))
                .or(() ->
                        client.allowed(parameters.get("scope").orElse("")).isEmpty()
                                ? Optional.of(OAuth2Error.INVALID_SCOPE)
                                : Optional.empty());
    }

    private static Optional<ErrorObject> claims(Parameters parameters) {
        Optional<ClaimsParameter> claims = ClaimsParameter.of(parameters);
        if (claims.isEmpty()) {
            return Optional.of(
                    OAuth2Error.INVALID_REQUEST.setDescription(
                            "claims must be JSON as in OpenID Connect Core 1.0, section 5.5"));
        }
        return claims.filter(ClaimsParameter::demandsUnknownAcr)
                .map(_ -> OIDCError.UNMET_AUTHENTICATION_REQUIREMENTS);
    }

    private static Optional<String> malformed(Parameters parameters) {
        if (parameters.hasRepeated(Audiences.RESOURCE)) {
            return Optional.of("A parameter must not be repeated");
        }
        if (parameters.encoded().length() > LONGEST) {
            return Optional.of("The request is too long");
        }
        if (!parameters.has("response_type")) {
            return Optional.of("The parameter response_type is missing");
        }
        if (parameters.has("response_mode")
                && !is(parameters, "response_mode", Offered.RESPONSE_MODE.getValue())) {
            return Optional.of("The response mode is not offered");
        }
        if (parameters.get("code_challenge").filter(DIGEST.asMatchPredicate()).isEmpty()
                || !is(parameters, "code_challenge_method", Offered.CHALLENGE_METHOD.getValue())) {
            return Optional.of("A code_challenge of the method S256 is required");
        }
        if (parameters.get(KEY).filter(DIGEST.asMatchPredicate().negate()).isPresent()) {
            return Optional.of("dpop_jkt must be the thumbprint of a key");
        }
        if (parameters.get("max_age").filter(SECONDS.asMatchPredicate().negate()).isPresent()) {
            return Optional.of("max_age must be a number of seconds");
        }
        return prompt(parameters).isEmpty()
                ? Optional.of("prompt has a value that is not offered")
                : Optional.empty();
    }

    private static boolean is(Parameters parameters, String name, String value) {
        return parameters.get(name).filter(value::equals).isPresent();
    }

    /** The prompts; empty when they contradict each other or are not offered. */
    static Optional<List<Prompt.Type>> prompt(Parameters parameters) {
        try {
            List<Prompt.Type> types =
                    Optional.ofNullable(Prompt.parse(parameters.get("prompt").orElse("")))
                            .map(prompt -> List.copyOf(prompt))
                            .orElse(List.of());
            return Optional.of(types).filter(Offered.PROMPTS::containsAll);
        } catch (ParseException e) {
            return Optional.empty();
        }
    }
}
