// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.gatehouse.common.jose.Ed25519Keys;
import java.security.SecureRandom;

/** The clients of the tests. */
public final class Clients {
    /** A program on somebody's machine: it has no secret, and takes any port. */
    public static final String CLI = "cli";

    public static final String CLI_REDIRECT = "http://127.0.0.1:53127/callback";

    /** A web application with a secret. */
    public static final String WEB = "web";

    public static final String WEB_SECRET = "secret-of-web-0123456789-0123456789";
    public static final String WEB_REDIRECT = "https://web.example/callback";

    /** Another web application, which wants its ID tokens signed by ES256. */
    public static final String OTHER = "other";

    public static final String OTHER_SECRET = "secret-of-other-0123456789-01234567";
    public static final String OTHER_REDIRECT = "https://other.example/callback?from=gate";

    /** A program that acts for itself, and for nobody else. */
    public static final String MACHINE = "machine";

    public static final String MACHINE_SECRET = "secret-of-machine-0123456789-0123456";

    /** One that may not refresh. */
    public static final String BRIEF = "brief";

    /** A device with a secret, which has no browser and may not refresh. */
    public static final String TELEVISION = "television";

    public static final String TELEVISION_SECRET = "secret-of-television-0123456789-0123";

    /** One that signs, with any of three keys, and wants its ID tokens signed by EdDSA. */
    public static final String SIGNER = "signer";

    public static final String SIGNER_REDIRECT = "https://signer.example/callback";
    public static final RSAKey SIGNER_RSA = rsa("rsa-1");
    public static final ECKey SIGNER_EC = ec("ec-1");
    public static final OctetKeyPair SIGNER_EDWARDS = edwards("ed-1");

    /** One that says by which algorithm it signs, with a key that could do otherwise. */
    public static final String STRICT = "strict";

    public static final RSAKey STRICT_RSA = rsa("rsa-1");

    /** One that must push its requests. */
    public static final String PUSHER = "pusher";

    public static final String PUSHER_SECRET = "secret-of-pusher-0123456789-0123456";
    public static final String PUSHER_REDIRECT = "https://pusher.example/callback";

    /** A service that verifies tokens itself, and another one: each is an audience by its URI. */
    public static final String STOCK = "https://stock.example/api";

    public static final String BOOKS = "urn:example:books";

    /** One that may have tokens for both. */
    public static final String BUYER = "buyer";

    public static final String BUYER_SECRET = "secret-of-buyer-0123456789-012345678";
    public static final String BUYER_REDIRECT = "https://buyer.example/callback";

    /** The two services as clients; the first may act at the gate for its callers. */
    public static final String STOCK_SERVICE = "stock";

    public static final String STOCK_SECRET = "secret-of-stock-0123456789-012345678";
    public static final String BOOKS_SERVICE = "books";
    public static final String BOOKS_SECRET = "secret-of-books-0123456789-012345678";

    /** One whose operator takes a resource from it. */
    public static final String FORMER = "former";

    /** Somebody else's, which needs the consent of whoever signs in; it has no secret. */
    public static final String STRANGER = "stranger";

    public static final String STRANGER_REDIRECT = "https://stranger.example/callback";

    /** Two programs that are told of a logout, where their tests say; the second by ES256. */
    public static final String TOLD = "told";

    public static final String TOLD_TOO = "told-too";

    /** A program that gets only tokens which are bound to a key. */
    public static final String PROVER = "prover";

    /** One that proves the key of a certificate, whose subject is {@code CN=carrier,O=Test}. */
    public static final String CARRIER = "carrier";

    public static final String CARRIER_REDIRECT = "https://carrier.example/callback";

    public static final String FILE =
            """
            [
              {"client_id": "cli", "client_name": "Terminal <b>&amp;", "token_endpoint_auth_method": "none",
               "redirect_uris": ["http://127.0.0.1/callback", "http://[::1]/callback"],
               "post_logout_redirect_uris": ["http://127.0.0.1/"],
               "grant_types": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"]},
              {"client_id": "web", "client_name": "Web", "client_secret": "%s",
               "redirect_uris": ["https://web.example/callback"],
               "post_logout_redirect_uris": ["https://web.example/out", "https://web.example/out?a=b"],
               "scope": "openid profile email stock",
               "grant_types": ["authorization_code", "refresh_token", "client_credentials"]},
              {"client_id": "other", "client_secret": "%s", "token_endpoint_auth_method": "client_secret_post",
               "id_token_signed_response_alg": "ES256",
               "redirect_uris": ["https://other.example/callback?from=gate"],
               "grant_types": ["authorization_code", "refresh_token"]},
              {"client_id": "machine", "client_secret": "%s", "scope": "openid stock books",
               "grant_types": ["client_credentials"]},
              {"client_id": "brief", "token_endpoint_auth_method": "none",
               "redirect_uris": ["http://127.0.0.1/callback"]},
              {"client_id": "television", "client_secret": "%s", "scope": "openid profile pictures",
               "grant_types": ["urn:ietf:params:oauth:grant-type:device_code"]},
              {"client_id": "signer", "token_endpoint_auth_method": "private_key_jwt",
               "jwks": {"keys": [%s, %s, %s]}, "scope": "openid profile email stock",
               "id_token_signed_response_alg": "EdDSA",
               "redirect_uris": ["https://signer.example/callback"],
               "grant_types": ["authorization_code", "refresh_token", "client_credentials"]},
              {"client_id": "strict", "token_endpoint_auth_method": "private_key_jwt",
               "token_endpoint_auth_signing_alg": "PS256", "jwks": {"keys": [%s]}, "scope": "stock",
               "grant_types": ["client_credentials"]},
              {"client_id": "pusher", "client_secret": "%s", "require_pushed_authorization_requests": true,
               "redirect_uris": ["https://pusher.example/callback"]},
              {"client_id": "buyer", "client_secret": "%s", "scope": "openid profile email stock",
               "redirect_uris": ["https://buyer.example/callback"],
               "gatehouse_resources": ["https://stock.example/api", "urn:example:books"],
               "grant_types": ["authorization_code", "refresh_token", "client_credentials",
                "urn:ietf:params:oauth:grant-type:device_code",
                "urn:ietf:params:oauth:grant-type:token-exchange"]},
              {"client_id": "former", "token_endpoint_auth_method": "none",
               "redirect_uris": ["http://127.0.0.1/callback"],
               "gatehouse_resources": ["https://stock.example/api"],
               "grant_types": ["authorization_code", "refresh_token"]},
              {"client_id": "stock", "client_secret": "%s", "scope": "openid profile stock",
               "gatehouse_audiences": ["https://stock.example/api"], "gatehouse_resources": ["urn:example:books"],
               "gatehouse_roles": ["customer"],
               "grant_types": ["client_credentials", "urn:ietf:params:oauth:grant-type:token-exchange"]},
              {"client_id": "books", "client_secret": "%s", "gatehouse_audiences": ["urn:example:books"],
               "gatehouse_resources": ["https://stock.example/api"],
               "grant_types": ["urn:ietf:params:oauth:grant-type:token-exchange"]},
              {"client_id": "stranger", "client_name": "Stranger & Sons", "first_party": false,
               "token_endpoint_auth_method": "none", "redirect_uris": ["https://stranger.example/callback"],
               "gatehouse_resources": ["https://stock.example/api"],
               "scope": "openid profile email stock offline_access",
               "grant_types": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"]},
              {"client_id": "told", "token_endpoint_auth_method": "none",
               "redirect_uris": ["http://127.0.0.1/callback"], "backchannel_logout_uri": "http://127.0.0.1:1/",
               "grant_types": ["authorization_code", "refresh_token"]},
              {"client_id": "told-too", "token_endpoint_auth_method": "none",
               "redirect_uris": ["http://127.0.0.1/callback"], "backchannel_logout_uri": "http://127.0.0.1:1/",
               "backchannel_logout_session_required": true, "id_token_signed_response_alg": "ES256",
               "grant_types": ["authorization_code", "refresh_token"]},
              {"client_id": "prover", "token_endpoint_auth_method": "none", "dpop_bound_access_tokens": true,
               "redirect_uris": ["http://127.0.0.1/callback"], "grant_types": ["authorization_code", "refresh_token"]},
              {"client_id": "carrier", "token_endpoint_auth_method": "tls_client_auth",
               "tls_client_auth_subject_dn": "CN=carrier,O=Test", "scope": "openid profile email stock",
               "redirect_uris": ["https://carrier.example/callback"],
               "grant_types": ["authorization_code", "refresh_token", "client_credentials",
                "urn:ietf:params:oauth:grant-type:device_code"]}
            ]
            """
                    .formatted(
                            WEB_SECRET,
                            OTHER_SECRET,
                            MACHINE_SECRET,
                            TELEVISION_SECRET,
                            shown(SIGNER_RSA),
                            shown(SIGNER_EC),
                            shown(SIGNER_EDWARDS),
                            shown(STRICT_RSA),
                            PUSHER_SECRET,
                            BUYER_SECRET,
                            STOCK_SECRET,
                            BOOKS_SECRET);

    private Clients() {}

    /** A new key. */
    public static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new key. */
    public static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new key. */
    public static OctetKeyPair edwards(String kid) {
        return new OctetKeyPair.Builder(Ed25519Keys.generate(new SecureRandom()))
                .keyID(kid)
                .build();
    }

    private static String shown(JWK key) {
        return key.toPublicJWK().toJSONString();
    }
}
