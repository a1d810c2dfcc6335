// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

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
               "grant_types": ["urn:ietf:params:oauth:grant-type:device_code"]}
            ]
            """
                    .formatted(WEB_SECRET, OTHER_SECRET, MACHINE_SECRET, TELEVISION_SECRET);

    private Clients() {}
}
