// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.oauth.browser.BrowserCookies;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/**
 * Who has signed in in a browser.
 *
 * @param secret of the browser's session
 * @param location where the browser goes
 * @param otherEnded whether a session of somebody else ended by it
 */
record SignedInBrowser(String username, String secret, URI location, boolean otherEnded) {

    /**
     * The answer, which a browser does not send the password on to the client by (RFC 9700 section
     * 4.12).
     *
     * @param device the cookie by which the device is known from now on
     */
    Response redirect(BrowserCookies cookies, String device) {
        return Response.seeOther(location)
                .header(HttpHeaders.SET_COOKIE, cookies.setSession(secret))
                .header(HttpHeaders.SET_COOKIE, device)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Omits the secret and the code. */
    @Override
    public String toString() {
        return "SignedInBrowser[]";
    }
}
