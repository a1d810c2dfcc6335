// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static io.gatehouse.idp.oauth.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.oauth.Assertion;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Device;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Plants secrets wherever a client can put them and looks for them in everything logged. */
@ExtendWith(IdpServer.class)
class LogsIT {

    @Test
    void logWhenSecretsPassThroughThenNoneIsWritten() {
        var person = Person.register();
        var login = person.login();
        var refresh = login.field("refresh_token");
        var next = Person.refresh(refresh).field("refresh_token");
        Person.refresh(next);
        // Used twice: the refusal is logged, the token must not be.
        Person.refresh(refresh);
        Gate.anonymous()
                .post("/authentication/login", "{\"username\": \"a\", \"password\": \"PLANTED-1\"");
        Gate.anonymous()
                .post("/authentication/registration", Person.body("PLANTED-2", "", "PLANTED-3"));
        Gate.anonymous()
                .with("cookie", "__Host-gatehouse-refresh=PLANTED-4")
                .with("origin", IdpServer.ISSUER)
                .post("/authentication/refresh");
        Gate.anonymous().get("/authentication/login?password=PLANTED-5");
        var browser = new Browser();
        var code = Flow.code(browser, person, Flow.cli().with("state", "PLANTED-6"));
        var tokens = Flow.exchange(code).post(Flow.TOKEN);
        Flow.exchange(code).post(Flow.TOKEN);
        Form.of("grant_type", "client_credentials").post(Flow.TOKEN, "web", "PLANTED-7");
        String assertion = Assertion.ofSigner().text();
        for (int use = 0; use < 2; use++) {
            Assertion.on(Form.of("grant_type", "client_credentials"), assertion).post(Flow.TOKEN);
        }
        String pushed =
                Flow.cli().with("login_hint", "PLANTED-8").post("/oauth2/par").field("request_uri");
        browser.get("/oauth2/authorize?client_id=cli&request_uri=" + pushed);
        browser.get("/oauth2/logout?id_token_hint=" + tokens.field("id_token"));

        var device = Device.begin();
        Device.decide(browser, person, device, "allow");
        Device.poll(device).post(Flow.TOKEN);
        Device.poll(device).post(Flow.TOKEN);
        var initial =
                Gate.admin().post("/admin/initial-access-tokens", "{}").field("initialAccessToken");
        var registrar = Gate.anonymous().with("authorization", "Bearer " + initial);
        registrar.post("/oauth2/register", "{\"client_name\": \"PLANTED-9\", \"jwks\": ");
        var registered =
                registrar.post("/oauth2/register", "{\"grant_types\": [\"client_credentials\"]}");

        Flow.strangersTokens(browser, person, Flow.stranger());
        var stranger = new Browser();
        String signIn = location(stranger.get("/oauth2/authorize?" + Flow.cli().encoded()));
        stranger.submit(
                stranger.get(signIn.replace("sign-in", "sign-up")),
                "username",
                "planted",
                "email",
                "PLANTED-9",
                "password",
                "PLANTED-10");

        String logged = IdpServer.logged();

        assertThat(logged).contains("refresh token used twice");
        for (String secret :
                List.of(
                        person.password(),
                        person.email(),
                        refresh,
                        next,
                        login.field("access_token"),
                        code,
                        device.field("device_code"),
                        device.field("user_code"),
                        Flow.VERIFIER,
                        tokens.field("access_token"),
                        tokens.field("id_token"),
                        tokens.field("refresh_token"),
                        browser.cookie("__Host-gatehouse-form").orElseThrow(),
                        Clients.WEB_SECRET,
                        assertion,
                        pushed,
                        initial,
                        registered.field("client_secret"),
                        registered.field("registration_access_token"),
                        IdpServer.ADMIN_PASSWORD,
                        "root@example.org",
                        "$argon2id$",
                        "PLANTED-")) {
            assertThat(logged.contains(secret)).as("logged: " + secret).isFalse();
        }
    }
}
