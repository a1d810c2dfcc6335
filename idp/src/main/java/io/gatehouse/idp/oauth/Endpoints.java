// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import java.util.Set;

/** The paths of the endpoints, and whom each answers. */
public final class Endpoints {

    public static final String AUTHORIZE = "/oauth2/authorize";
    public static final String PUSH = "/oauth2/par";
    public static final String SIGN_IN = "/oauth2/sign-in";
    public static final String SIGN_UP = "/oauth2/sign-up";
    public static final String PASSWORD_RESET = "/oauth2/password-reset";
    public static final String NEW_PASSWORD = "/oauth2/new-password";
    public static final String EMAIL_CONFIRMATION = "/oauth2/email-confirmation";
    public static final String CONSENT = "/oauth2/consent";
    public static final String DEVICE = "/oauth2/device";
    public static final String DEVICE_AUTHORIZATION = "/oauth2/device-authorization";
    public static final String TOKEN = "/oauth2/token";
    public static final String REVOKE = "/oauth2/revoke";
    public static final String INTROSPECT = "/oauth2/introspect";
    public static final String REGISTER = "/oauth2/register";
    public static final String USERINFO = "/oauth2/userinfo";
    public static final String LOGOUT = "/oauth2/logout";

    /** Those that people see in a browser. */
    public static final Set<String> FOR_PEOPLE =
            Set.of(
                    AUTHORIZE,
                    SIGN_IN,
                    SIGN_UP,
                    PASSWORD_RESET,
                    NEW_PASSWORD,
                    EMAIL_CONFIRMATION,
                    CONSENT,
                    DEVICE,
                    LOGOUT);

    /** Those that clients call, whose errors are those of OAuth. */
    private static final Set<String> FOR_CLIENTS =
            Set.of(PUSH, DEVICE_AUTHORIZATION, TOKEN, REVOKE, INTROSPECT, REGISTER, USERINFO);

    /**
     * Whether a path is of an endpoint that clients call; those that are registered have one each.
     */
    static boolean isForClients(String path) {
        return FOR_CLIENTS.contains(path) || path.startsWith(REGISTER + "/");
    }

    private Endpoints() {}
}
