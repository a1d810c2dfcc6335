// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.oauth.OAuthException;
import io.gatehouse.idp.oauth.Parameters;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.oauth.client.Client;
import io.gatehouse.idp.oauth.dpop.ProvedKey;
import io.gatehouse.idp.oauth.resource.Audiences;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the authorization requests that clients push (RFC 9126), sealed, since they may name a
 * person.
 *
 * <p>A request can be used until its time is up and not only once: the sign-in page asks for it
 * anew, a reload and a second tab do, and whoever else sees the URI has still to sign in, for a
 * code that only the client can exchange.
 */
@ApplicationScoped
public class PushedRequests {

    /** Time enough to sign in; FAPI 2.0 wants less than ten minutes. */
    public static final Duration LIFE = Duration.ofMinutes(9);

    private static final String REQUEST_URI = "request_uri";
    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";
    private static final int BAD_REQUEST = 400;

    private final PushedRequestRepository requests;
    private final Audiences audiences;
    private final SealingKeys keys;
    private final RandomSecrets secrets;
    private final Transactions transactions;
    private final Clock clock;

    @Inject
    PushedRequests(
            PushedRequestRepository requests,
            Audiences audiences,
            SealingKeys keys,
            RandomSecrets secrets,
            Transactions transactions,
            Clock clock) {
        this.requests = requests;
        this.audiences = audiences;
        this.keys = keys;
        this.secrets = secrets;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Stores a request, if it keeps the rules of one that a browser brings.
     *
     * @param client that has sent it
     * @param key that it has proved, which the code will be bound to (RFC 9449 section 10.1)
     * @return its URI
     * @throws OAuthException when it breaks a rule
     */
    public String push(Client client, Parameters sent, ProvedKey key) {
        Parameters parameters = bind(sent, key);
        check(client, parameters);
        audiences.asked(client, parameters);
        String secret = secrets.next();
        byte[] sealed = keys.seal(parameters.encoded().getBytes(ISO_8859_1), context(client));
        Instant end = clock.instant().plus(LIFE);
        transactions.run(database -> {
            requests.insert(database, SecretHash.of(secret), client.id(), sealed, end);
            return secret;
        });
        return PREFIX + secret;
    }

    private static Parameters bind(Parameters sent, ProvedKey key) {
        Optional<String> named = sent.get(AuthorizationRules.KEY);
        if (key.thumbprint().isPresent() && !key.fits(named)) {
            throw OAuthException.invalidRequest("dpop_jkt is not of the key of the proof");
        }
        return key.thumbprint()
                .filter(_ -> named.isEmpty())
                .map(thumbprint -> sent.with(AuthorizationRules.KEY, thumbprint))
                .orElse(sent);
    }

    private static void check(Client client, Parameters parameters) {
        if (!client.may(GrantType.AUTHORIZATION_CODE)) {
            throw new OAuthException(OAuth2Error.UNAUTHORIZED_CLIENT);
        }
        if (parameters.has(REQUEST_URI)) {
            throw OAuthException.invalidRequest("A pushed request has no request_uri");
        }
        if (AuthorizationRules.target(client, parameters).isEmpty()) {
            throw OAuthException.invalidRequest("The redirect_uri is missing or not registered");
        }
        AuthorizationRules.refuse(client, parameters)
                .ifPresent(error -> {
                    throw new OAuthException(error.setHTTPStatusCode(BAD_REQUEST));
                });
    }

    /** The request of this client that these parameters refer to, if there is one. */
    Optional<Parameters> find(Client client, Parameters parameters) {
        return parameters
                .get(REQUEST_URI)
                .filter(_ -> isReference(parameters))
                .filter(_ -> !parameters.isRepeated(REQUEST_URI) && !parameters.has("request"))
                .map(uri -> SecretHash.of(uri.substring(PREFIX.length())))
                .flatMap(hash ->
                        transactions.read(database ->
                                requests.find(database, hash, client.id(), clock.instant())))
                .map(sealed -> new String(keys.open(sealed, context(client)), ISO_8859_1))
                .map(Parameters::ofQuery);
    }

    /** Whether parameters refer to a pushed request, which may not be there any more. */
    static boolean isReference(Parameters parameters) {
        return parameters.get(REQUEST_URI).filter(uri -> uri.startsWith(PREFIX)).isPresent();
    }

    /** What a browser has to bring of a request that {@link #find} has found. */
    static String reference(Client client, Parameters parameters) {
        return "client_id="
                + client.id()
                + "&"
                + REQUEST_URI
                + "="
                + parameters.required(REQUEST_URI);
    }

    private static String context(Client client) {
        return "pushed request of " + client.id();
    }
}
