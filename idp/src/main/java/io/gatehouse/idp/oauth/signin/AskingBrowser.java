// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.signin;

import io.gatehouse.idp.guessing.Source;
import io.gatehouse.idp.oauth.browser.BrowserCookies;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/**
 * The browser in which somebody signs in.
 *
 * @param session the secret of the session that it has had
 * @param key of its forms
 */
record AskingBrowser(Source source, Optional<String> session, BrowserCookies.FormKey key) {

    static AskingBrowser of(HttpHeaders headers, BrowserCookies cookies) {
        return new AskingBrowser(
                Source.of(headers), cookies.session(headers), cookies.formKey(headers));
    }

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "AskingBrowser[" + source + "]";
    }
}
