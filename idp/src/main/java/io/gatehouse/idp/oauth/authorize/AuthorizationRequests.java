// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.OIDCError;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.RegisteredClients;
import io.gatehouse.idp.oauth.idtoken.IdTokens;
import io.gatehouse.idp.oauth.page.PageException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads authorization requests. The client and its redirect URI come first: until both are known to
 * belong together, an error is a page and never a redirect (RFC 6749 section 4.1.2.1).
 */
@ApplicationScoped
public class AuthorizationRequests {

    /** Its form in base64 must fit into a request line. */
    private static final int LONGEST = 2_600;

    private static final int BAD_REQUEST = 400;
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final RegisteredClients clients;
    private final IdTokens idTokens;
    private final RedirectAnswers answers;

    @Inject
    AuthorizationRequests(RegisteredClients clients, IdTokens idTokens, RedirectAnswers answers) {
        this.clients = clients;
        this.idTokens = idTokens;
        this.answers = answers;
    }

    /**
     * The request that {@link #compact} has packed.
     *
     * @throws PageException when there is none
     * @throws ErrorRedirect as {@link #read}
     */
    public AuthorizationRequest unpack(Optional<String> packed) {
        try {
            byte[] query =
                    Base64.getUrlDecoder()
                            .decode(packed.orElseThrow(() -> unreadable(Optional.empty())));
            return read(Parameters.ofQuery(new String(query, ISO_8859_1)));
        } catch (IllegalArgumentException | OAuthException e) {
            throw unreadable(Optional.empty());
        }
    }

    /** A request as one word for the URL of the sign-in page. */
    public String compact(AuthorizationRequest request) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(request.encoded().getBytes(ISO_8859_1));
    }

    /**
     * The request with these parameters.
     *
     * @throws PageException when the client and its redirect URI are not sure
     * @throws ErrorRedirect when the client is to be told of an error
     */
    AuthorizationRequest read(Parameters parameters) {
        Optional<String> uiLocales = parameters.get("ui_locales");
        if (parameters.isRepeated("client_id") || parameters.isRepeated("redirect_uri")) {
            throw unreadable(uiLocales);
        }
        Client client = client(parameters).orElseThrow(() -> unknown(uiLocales));
        AuthorizationRequest.Target target =
                parameters
                        .get("redirect_uri")
                        .filter(client.redirects()::admit)
                        .map(uri -> new AuthorizationRequest.Target(uri, state(parameters)))
                        .orElseThrow(() -> unknown(uiLocales));
        refuse(client, parameters)
                .ifPresent(error -> {
                    throw answers.error(target, error);
                });
        String scope = client.allowed(parameters.get("scope").orElse(""));
        return new AuthorizationRequest(
                parameters.encoded(),
                client,
                target,
                new AuthorizationRequest.Grant(
                        scope, parameters.required("code_challenge"), parameters.get("nonce")),
                new AuthorizationRequest.Person(
                        prompting(prompt(parameters).orElseThrow()),
                        parameters.get("max_age").map(Long::parseLong).map(Duration::ofSeconds),
                        parameters.get("id_token_hint").flatMap(idTokens::hint),
                        parameters.get("login_hint"),
                        uiLocales));
    }

    private Optional<Client> client(Parameters parameters) {
        return parameters.get("client_id").flatMap(clients::find);
    }

    private static Optional<String> state(Parameters parameters) {
        return parameters.get("state").filter(_ -> !parameters.isRepeated("state"));
    }

    // A client without the grant has no redirect URI, and never comes so far.
    private static Optional<ErrorObject> refuse(Client client, Parameters parameters) {
        if (parameters.has("request")) {
            return Optional.of(OAuth2Error.REQUEST_NOT_SUPPORTED);
        }
        if (parameters.has("request_uri")) {
            return Optional.of(OAuth2Error.REQUEST_URI_NOT_SUPPORTED);
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
                .or(() ->
                        client.allowed(parameters.get("scope").orElse("")).isEmpty()
                                ? Optional.of(OAuth2Error.INVALID_SCOPE)
                                : Optional.empty());
    }

    private static Optional<String> malformed(Parameters parameters) {
        if (parameters.hasRepeated()) {
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
        if (parameters.get("code_challenge").filter(CHALLENGE.asMatchPredicate()).isEmpty()
                || !is(parameters, "code_challenge_method", Offered.CHALLENGE_METHOD.getValue())) {
            return Optional.of("A code_challenge of the method S256 is required");
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
    private static Optional<List<Prompt.Type>> prompt(Parameters parameters) {
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

    // All clients are the operator's: consent was given by whoever registered them, and the sign-in
    // page, which names the client, is where another account can be chosen.
    private static AuthorizationRequest.Prompting prompting(List<Prompt.Type> types) {
        if (types.isEmpty()) {
            return AuthorizationRequest.Prompting.IF_NEEDED;
        }
        return types.contains(Prompt.Type.NONE)
                ? AuthorizationRequest.Prompting.NEVER
                : AuthorizationRequest.Prompting.ALWAYS;
    }

    private static PageException unknown(Optional<String> uiLocales) {
        return new PageException(BAD_REQUEST, "error.client", uiLocales);
    }

    private static PageException unreadable(Optional<String> uiLocales) {
        return new PageException(BAD_REQUEST, "error.request", uiLocales);
    }
}
