// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** The clients of the tests. */
public final class Clients {
    /** A program on somebody's machine: it has no secret, and takes any port. */
    public static final String CLI = "cli";

    public static final String CLI_REDIRECT = "http://127.0.0.1:53127/callback";

    /** A web application with a secret. */
    public static final String WEB = "web";

    public static final String WEB_SECRET = "secret-of-web-0123456789-0123456789";
    public static final String WEB_REDIRECT = "https://web.example/callback";

    /** Another web application. */
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

    /** One that signs, with either of two keys. */
    public static final String SIGNER = "signer";

    public static final String SIGNER_REDIRECT = "https://signer.example/callback";
    public static final RSAKey SIGNER_RSA = rsa("rsa-1");
    public static final ECKey SIGNER_EC = ec("ec-1");

    /** One that says by which algorithm it signs, with a key that could do otherwise. */
    public static final String STRICT = "strict";

    public static final RSAKey STRICT_RSA = rsa("rsa-1");

    /** One that must push its requests. */
    public static final String PUSHER = "pusher";

    public static final String PUSHER_SECRET = "secret-of-pusher-0123456789-0123456";
    public static final String PUSHER_REDIRECT = "https://pusher.example/callback";

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
               "redirect_uris": ["https://other.example/callback?from=gate"],
               "grant_types": ["authorization_code", "refresh_token"]},
              {"client_id": "machine", "client_secret": "%s", "scope": "openid stock books",
               "grant_types": ["client_credentials"]},
              {"client_id": "brief", "token_endpoint_auth_method": "none",
               "redirect_uris": ["http://127.0.0.1/callback"]},
              {"client_id": "television", "client_secret": "%s", "scope": "openid profile pictures",
               "grant_types": ["urn:ietf:params:oauth:grant-type:device_code"]},
              {"client_id": "signer", "token_endpoint_auth_method": "private_key_jwt",
               "jwks": {"keys": [%s, %s]}, "scope": "openid profile email stock",
               "redirect_uris": ["https://signer.example/callback"],
               "grant_types": ["authorization_code", "refresh_token", "client_credentials"]},
              {"client_id": "strict", "token_endpoint_auth_method": "private_key_jwt",
               "token_endpoint_auth_signing_alg": "PS256", "jwks": {"keys": [%s]}, "scope": "stock",
               "grant_types": ["client_credentials"]},
              {"client_id": "pusher", "client_secret": "%s", "require_pushed_authorization_requests": true,
               "redirect_uris": ["https://pusher.example/callback"]}
            ]
            """
                    .formatted(
                            WEB_SECRET,
                            OTHER_SECRET,
                            MACHINE_SECRET,
                            TELEVISION_SECRET,
                            shown(SIGNER_RSA),
                            shown(SIGNER_EC),
                            shown(STRICT_RSA),
                            PUSHER_SECRET);

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

    private static String shown(JWK key) {
        return key.toPublicJWK().toJSONString();
    }
}
