// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth;

import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.HttpAnswer;

/** The steps by which a person lets a device sign in, for tests of what comes after them. */
public final class Device {
    public static final String AUTHORIZATION = "/oauth2/device-authorization";
    public static final String PAGE = "/oauth2/device";
    public static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private Device() {}

    /** What the public client asks for. */
    public static Form request() {
        return Form.of("client_id", Clients.CLI, "scope", "openid profile email");
    }

    /** The codes of the public client. */
    public static HttpAnswer begin() {
        return Flow.granted(request().post(AUTHORIZATION));
    }

    /** The token request of the public client. */
    public static Form poll(HttpAnswer begun) {
        return Form.of(
                "grant_type",
                GRANT,
                "client_id",
                Clients.CLI,
                "device_code",
                begun.field("device_code"));
    }

    /** The link with the code in it, as a path. */
    public static String link(HttpAnswer begun) {
        return begun.field("verification_uri_complete").substring(IdpServer.ISSUER.length());
    }

    /** Follows the link to the page that asks, and signs in if a page comes before it. */
    public static HttpAnswer question(Browser browser, Person person, HttpAnswer begun) {
        HttpAnswer answer = browser.get(link(begun));
        if (answer.status() != 303) {
            return answer;
        }
        HttpAnswer signedIn =
                browser.submit(
                        browser.get(Browser.location(answer)),
                        "username",
                        person.username(),
                        "password",
                        person.password());
        return browser.get(Browser.location(signedIn));
    }

    /** Decides on that page, by allow or deny. */
    public static HttpAnswer decide(
            Browser browser, Person person, HttpAnswer begun, String decision) {
        return browser.submit(question(browser, person, begun), "decision", decision);
    }
}
