// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.openid.connect.sdk.Prompt;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.client.RegisteredClients;
import io.gatehouse.idp.oauth.idtoken.IdTokens;
import io.gatehouse.idp.oauth.page.PageException;
import io.gatehouse.idp.oauth.resource.Audiences;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads authorization requests. The client and its redirect URI come first: until both are known to
 * belong together, an error is a page and never a redirect (RFC 6749 section 4.1.2.1).
 */
@ApplicationScoped
public class AuthorizationRequests {

    private static final int BAD_REQUEST = 400;

    private final RegisteredClients clients;
    private final PushedRequests pushed;
    private final Audiences audiences;
    private final IdTokens idTokens;
    private final RedirectAnswers answers;

    @Inject
    AuthorizationRequests(
            RegisteredClients clients,
            PushedRequests pushed,
            Audiences audiences,
            IdTokens idTokens,
            RedirectAnswers answers) {
        this.clients = clients;
        this.pushed = pushed;
        this.audiences = audiences;
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
     * The request with these parameters. One that refers to a pushed request is that, and whatever
     * it says beside is left out (RFC 9101 section 6.3).
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
        Optional<Parameters> stored = pushed.find(client, parameters);
        Parameters asked = stored.orElse(parameters);
        AuthorizationRequest.Target target =
                AuthorizationRules.target(client, asked).orElseThrow(() -> lost(parameters));
        if (client.mustPush() && stored.isEmpty()) {
            throw answers.error(
                    target,
                    OAuth2Error.INVALID_REQUEST.setDescription("This client must push requests"));
        }
        AuthorizationRules.refuse(client, asked)
                .ifPresent(error -> {
                    throw answers.error(target, error);
                });
        String encoded =
                stored.isPresent()
                        ? PushedRequests.reference(client, parameters)
                        : parameters.encoded();
        return request(encoded, client, target, asked);
    }

    private AuthorizationRequest request(
            String encoded,
            Client client,
            AuthorizationRequest.Target target,
            Parameters parameters) {
        String scope = client.allowed(parameters.get("scope").orElse(""));
        ClaimsParameter claims = ClaimsParameter.of(parameters).orElseThrow();
        List<Prompt.Type> prompt = AuthorizationRules.prompt(parameters).orElseThrow();
        return new AuthorizationRequest(
                encoded,
                client,
                target,
                new AuthorizationRequest.Grant(
                        scope,
                        audiences(client, target, parameters),
                        parameters.required("code_challenge"),
                        parameters.get("nonce"),
                        claims.extra(client.scopes(), scope),
                        parameters.get(AuthorizationRules.KEY)),
                new AuthorizationRequest.Person(
                        prompting(prompt),
                        prompt.contains(Prompt.Type.CONSENT),
                        claims.demandsTwofoldAcr(),
                        parameters.get("max_age").map(Long::parseLong).map(Duration::ofSeconds),
                        parameters.get("id_token_hint").flatMap(idTokens::hint),
                        claims.subjects(),
                        parameters.get("login_hint"),
                        parameters.get("ui_locales")));
    }

    private List<String> audiences(
            Client client, AuthorizationRequest.Target target, Parameters parameters) {
        try {
            return audiences.asked(client, parameters);
        } catch (OAuthException e) {
            throw answers.error(target, e.error());
        }
    }

    private Optional<Client> client(Parameters parameters) {
        return parameters.get("client_id").flatMap(clients::find);
    }

    // The sign-in page is where another account can be chosen.
    private static AuthorizationRequest.Prompting prompting(List<Prompt.Type> types) {
        if (types.contains(Prompt.Type.NONE)) {
            return AuthorizationRequest.Prompting.NEVER;
        }
        return types.contains(Prompt.Type.LOGIN) || types.contains(Prompt.Type.SELECT_ACCOUNT)
                ? AuthorizationRequest.Prompting.ALWAYS
                : AuthorizationRequest.Prompting.IF_NEEDED;
    }

    private static PageException unknown(Optional<String> uiLocales) {
        return new PageException(BAD_REQUEST, "error.client", uiLocales);
    }

    private static PageException lost(Parameters parameters) {
        boolean expired = PushedRequests.isReference(parameters) && !parameters.has("redirect_uri");
        return expired
                ? new PageException(BAD_REQUEST, "error.expired", parameters.get("ui_locales"))
                : unknown(parameters.get("ui_locales"));
    }

    private static PageException unreadable(Optional<String> uiLocales) {
        return new PageException(BAD_REQUEST, "error.request", uiLocales);
    }
}
