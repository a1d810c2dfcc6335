// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.keys.KeyAlgorithm;
import io.gatehouse.idp.oauth.Offered;
import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.token.AccessTokens;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client.
 *
 * @param id never in the form of an account's id, so that the subject of a token tells a client
 *     from an account (RFC 9700 section 4.15); never that of the sign-in of Gatehouse itself, whose
 *     sessions are no client's
 * @param name for people
 * @param grants the grants it may use
 * @param scopes all it may ask for
 * @param redirects the redirect URIs
 * @param logoutRedirects where a browser may go after signing out
 * @param credential how it proves who it is
 * @param mustPush whether it may send a browser only with a request that it has pushed (RFC 9126)
 * @param mustProveKey whether it gets only tokens that are bound to a key (RFC 9449 section 5.2)
 * @param idTokenAlgorithm its ID tokens are signed so
 * @param services what it has to do with other services than the gate
 * @param logoutUri where it is told that a session has ended (OpenID Connect Back-Channel Logout)
 * @param firstParty whether the operator has named it, so that it needs nobody's consent
 */
public record Client(
        String id,
        String name,
        Set<GrantType> grants,
        Set<String> scopes,
        RedirectUris redirects,
        RedirectUris logoutRedirects,
        ClientCredential credential,
        boolean mustPush,
        boolean mustProveKey,
        KeyAlgorithm idTokenAlgorithm,
        ClientServices services,
        Optional<LogoutUri> logoutUri,
        boolean firstParty) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
    private static final Pattern ACCOUNT_ID =
            Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    /**
     * Refuses a client that could use nothing of what is offered, or more than is safe.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public Client {
        grants = Set.copyOf(grants);
        scopes = Set.copyOf(scopes);
        require(
                isId(id),
                "client_id must be 1 to 128 of A-Z a-z 0-9 . _ ~ -, no UUID and not gatehouse");
        require(Offered.GRANTS.containsAll(grants), "a grant type is not offered");
        boolean byCode = grants.contains(GrantType.AUTHORIZATION_CODE);
        require(
                byCode != redirects.all().isEmpty(),
                "redirect_uris and the grant authorization_code go together");
        require(
                byCode
                        || grants.contains(GrantType.DEVICE_CODE)
                        || !grants.contains(GrantType.REFRESH_TOKEN),
                "only the grants authorization_code and device_code give a refresh token");
        require(
                !scopes.contains(Offered.OFFLINE_SCOPE) || grants.contains(GrantType.REFRESH_TOKEN),
                "the scope offline_access goes with the grant refresh_token");
        require(
                !(credential instanceof ClientCredential.None)
                        || !grants.contains(GrantType.CLIENT_CREDENTIALS),
                "a public client cannot have the grant client_credentials");
        require(
                !(credential instanceof ClientCredential.None)
                        || !grants.contains(GrantType.TOKEN_EXCHANGE),
                "a public client cannot have the grant token-exchange");
    }

    /**
     * A client by its metadata (RFC 7591 section 2).
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Client of(
            String id,
            OIDCClientMetadata metadata,
            Optional<SecretHash> secret,
            boolean firstParty) {
        require(
                Set.of(Offered.RESPONSE_TYPE).containsAll(metadata.getResponseTypes())
                        || !metadata.getGrantTypes().contains(GrantType.AUTHORIZATION_CODE),
                "a response type is not offered");
        return new Client(
                id,
                Optional.ofNullable(metadata.getName()).orElse(id),
                metadata.getGrantTypes(),
                Optional.ofNullable(metadata.getScope())
                        .map(Scope::toStringList)
                        .map(Set::copyOf)
                        .orElse(Set.copyOf(Offered.PERSONAL_SCOPES)),
                RedirectUris.of(texts(metadata.getRedirectionURIs())),
                RedirectUris.of(texts(metadata.getPostLogoutRedirectionURIs())),
                credential(metadata, secret),
                metadata.requiresPushedAuthorizationRequests(),
                metadata.getDPoPBoundAccessTokens(),
                idTokenAlgorithm(metadata),
                ClientServices.of(metadata),
                LogoutUri.of(metadata),
                firstParty);
    }

    private static KeyAlgorithm idTokenAlgorithm(OIDCClientMetadata metadata) {
        JWSAlgorithm wanted = metadata.getIDTokenJWSAlg();
        return wanted == null
                ? KeyAlgorithm.RS256
                : Arrays.stream(KeyAlgorithm.values())
                        .filter(algorithm -> algorithm.jws().equals(wanted))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "id_token_signed_response_alg is not offered"));
    }

    private static ClientCredential credential(
            OIDCClientMetadata metadata, Optional<SecretHash> secret) {
        ClientAuthenticationMethod method = metadata.getTokenEndpointAuthMethod();
        require(metadata.getJWKSetURI() == null, "jwks_uri is not offered: keys stand in jwks");
        boolean byKey = Offered.WITH_KEY.equals(method) && secret.isEmpty();
        require(
                byKey || metadata.getJWKSet() == null,
                "jwks goes with token_endpoint_auth_method private_key_jwt, without a secret");
        boolean byCertificate = Offered.WITH_CERTIFICATE.equals(method) && secret.isEmpty();
        require(
                byCertificate || ClientCertificate.kinds(metadata).isEmpty(),
                "the name in a certificate goes with token_endpoint_auth_method tls_client_auth,"
                        + " without a secret");
        if (byKey) {
            return ClientKeys.of(metadata);
        }
        if (byCertificate) {
            return ClientCertificate.of(metadata);
        }
        require(
                secret.isPresent()
                        ? Offered.WITH_SECRET.contains(method)
                        : Offered.WITHOUT_SECRET.equals(method),
                "token_endpoint_auth_method is not offered, or does not go with the secret");
        return secret.<ClientCredential>map(ClientCredential.Secret::new)
                .orElseGet(ClientCredential.None::new);
    }

    private static List<String> texts(Set<URI> uris) {
        return Stream.ofNullable(uris).flatMap(Set::stream).map(URI::toString).toList();
    }

    /** Whether a text can be the id of a client; no other can be looked up. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches()
                && !ACCOUNT_ID.matcher(text).matches()
                && !text.equals(AccessTokens.CLIENT);
    }

    public boolean may(GrantType grant) {
        return grants.contains(grant);
    }

    public boolean isPublic() {
        return credential instanceof ClientCredential.None;
    }

    /** The hash of its secret, if it has one. */
    public Optional<SecretHash> secret() {
        return credential instanceof ClientCredential.Secret(SecretHash hash)
                ? Optional.of(hash)
                : Optional.empty();
    }

    /**
     * The part of a scope that this client may have, in the order asked for; what it may not have
     * is left out (RFC 6749 section 3.3).
     */
    public String allowed(String scope) {
        return Scope.parse(scope).toStringList().stream()
                .filter(scopes::contains)
                .collect(Collectors.joining(" "));
    }

    static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
