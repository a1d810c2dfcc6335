// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Authenticator;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each page in a real browser, by keyboard alone, on a phone and at a desk; pictures of all lie in
 * {@code target/pages} afterwards.
 */
@EndToEnd
@Tag("local")
@Order(5)
class PagesE2E {
    private static final String WRONG = "not-the-password-of-anybody";

    private final Target target;
    private final Client client;
    private final FakeServer application = new FakeServer().on("/", _ -> Reply.status(200));
    private final AuthorizationRequest request =
            AuthorizationRequest.of(RegisteredClient.cli().at(application.url().getPort()));

    PagesE2E(Target target) {
        this.target = target;
        this.client = target.client();
    }

    @AfterEach
    void close() {
        application.close();
        client.close();
    }

    @ParameterizedTest
    @EnumSource
    void signUpWhenByKeyboardThenLeadsThroughConsentToTheApplication(Look look) {
        try (Chromium browser = Chromium.start(look)) {
            browser.open(request.with("prompt", "consent").at(target));
            browser.assertPageIsSound("sign-in");
            browser.press("sign-up");
            signUp(browser, target.accounts().imagine(), "short");
            browser.find("password-error");
            browser.assertPageIsSound("sign-up-refused");
            signUp(browser, target.accounts().imagine(), WRONG);
            browser.find("scopes");
            browser.assertPageIsSound("consent");
            browser.press("allow");

            assertArrived(browser);
        }
    }

    private static void signUp(Chromium browser, Account account, String password) {
        browser.type("username", account.username());
        browser.type("email", account.email());
        browser.type("password", password);
        browser.press("submit");
    }

    @ParameterizedTest
    @EnumSource
    void signInWhenThePasswordIsWrongThenAsksAgainWithTheNameAndSignsOutInTheEnd(Look look) {
        Account account = target.accounts().register();
        try (Chromium browser = Chromium.start(look)) {
            browser.open(request.at(target));
            browser.type("username", account.username());
            browser.type("password", WRONG);
            browser.press("submit");
            assertThat(browser.find("message").getText()).isNotBlank();
            browser.assertPageIsSound("sign-in-refused");
            assertThat(browser.find("username").getDomProperty("value"))
                    .isEqualTo(account.username());
            browser.type("password", account.password());
            browser.press("submit");
            assertArrived(browser);

            browser.open(target.url().resolve("/oauth2/logout"));
            browser.assertPageIsSound("sign-out");
            browser.press("submit");
            browser.find("signed-out");
            browser.assertPageIsSound("signed-out");
        }
    }

    @ParameterizedTest
    @EnumSource
    void signInWhenThereIsASecondFactorThenItsCodeIsAskedForByKeyboard(Look look) {
        Account account = target.accounts().register();
        Authenticator app = Authenticator.enrol(target.accounts().login(account));
        try (Chromium browser = Chromium.start(look)) {
            browser.open(request.at(target));
            browser.type("username", account.username());
            browser.type("password", account.password());
            browser.press("submit");
            browser.find("code-hint");
            browser.assertPageIsSound("sign-in-code");
            browser.type("code", "123");
            browser.press("submit");
            assertThat(browser.find("message").getText()).isNotBlank();
            browser.assertPageIsSound("sign-in-code-refused");
            browser.type("code", app.next());
            browser.press("submit");

            assertArrived(browser);
        }
    }

    @ParameterizedTest
    @EnumSource
    void deviceWhenItsCodeIsTypedThenIsConnected(Look look) {
        JsonNode device = askAsDevice();
        Account account = target.accounts().register();
        try (Chromium browser = Chromium.start(look)) {
            browser.open(URI.create(device.path("verification_uri").asText()));
            browser.assertPageIsSound("device");
            browser.type("user_code", device.path("user_code").asText());
            browser.press("submit");
            browser.type("username", account.username());
            browser.type("password", account.password());
            browser.press("submit");
            assertThat(browser.find("code").getText()).isEqualTo(device.path("user_code").asText());
            browser.assertPageIsSound("device-confirm");
            browser.press("allow");
            browser.find("device-allowed");
            browser.assertPageIsSound("device-allowed");
        }
    }

    private JsonNode askAsDevice() {
        Map<String, String> form = Map.of("client_id", "gatehouse-cli", "scope", "openid profile");
        return client.send(
                        Call.post("/oauth2/device-authorization")
                                .text(Form.TYPE, Form.encode(form)))
                .expect(200)
                .json();
    }

    @ParameterizedTest
    @EnumSource
    void errorWhenNobodyCanBeToldThenIsAPage(Look look) {
        try (Chromium browser = Chromium.start(look)) {
            browser.open(request.with("client_id", "nobody").at(target));
            assertThat(browser.find("message").getText()).isNotBlank();
            browser.assertPageIsSound("error");
        }
    }

    private void assertArrived(Chromium browser) {
        URI callback = browser.awaitAt(URI.create(request.parameter("redirect_uri")));
        assertThat(Form.query(callback))
                .containsEntry("state", request.parameter("state"))
                .containsKey("code");
    }
}
