// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.gatehouse.idp.Authenticator;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Device;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How surely somebody has signed in: what clients may demand, and what tokens say of it. */
@ExtendWith(IdpServer.class)
class AcrIT {
    private final Person person = Person.register();
    private final Browser browser = new Browser();

    /** Other tests count administrators. */
    @AfterEach
    void customerAgain() {
        roles("customer");
    }

    @Test
    void metadataWhenReadThenTheValuesAreThere() {
        var metadata = Gate.anonymous().get("/.well-known/openid-configuration").json();

        assertThat(metadata.path("acr_values_supported"))
                .extracting(it -> it.asText())
                .containsExactly("1", "2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'value': '1' | code",
                "'values': ['2', '1'] | code",
                "'value': '2' | unmet_authentication_requirements",
                "'values': ['3', '2'] | unmet_authentication_requirements",
            })
    void essentialWhenThereIsNoFactorThenOnlyWhatAPasswordIs(String acr, String outcome) {
        var answer = browser.signIn(person, essential(acr));

        assertOutcome(answer, outcome);
        browser.signIn(person, Flow.cli());
        assertOutcome(browser.signIn(person, essential(acr)), outcome);
        assertOutcome(browser.signIn(person, essential(acr).with("prompt", "none")), outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'value': '1'", "'value': '2'", "'values': ['2', '1']"})
    void essentialWhenThereIsAFactorThenACode(String acr) {
        var authenticator = Authenticator.enrol(person);

        var answer =
                browser.submit(
                        browser.signIn(person, essential(acr)), "code", authenticator.next());

        assertThat(parameters(answer)).containsKey("code");
        assertThat(parameters(browser.signIn(person, essential(acr)))).containsKey("code");
    }

    @Test
    void essentialWhenAskedForConsentThenNotPassedByIt() {
        var page = browser.signIn(person, Flow.stranger());
        String query = Flow.stranger().with("claims", claims("'value': '2'")).encoded();
        var demanding = browser.get("/oauth2/authorize?" + query);

        assertThat(location(page)).startsWith("/oauth2/consent");
        assertOutcome(demanding, "unmet_authentication_requirements");
    }

    @Test
    void stepUpWhenThePasswordIsRecentThenTheCodeAlone() {
        var authenticator = stepDown();

        var page = browser.get(location(authorize(Flow.cli())));

        assertThat(page.text()).contains("<form id=\"sign-in-code\"");
        var answer = browser.submit(page, "code", authenticator.next());
        assertThat(parameters(answer)).containsKey("code");
        var tokens = Flow.granted(Flow.exchange(parameters(answer).get("code")).post(Flow.TOKEN));
        assertTwofold(Flow.claims(tokens, "access_token"));
    }

    @Test
    void stepUpWhenThePersonWantsAnotherAccountThenThePasswordIsAskedFor() {
        stepDown();

        var page = browser.get(location(authorize(Flow.cli())) + "&anew=");

        assertThat(page.text()).contains("<form id=\"sign-in\"");
    }

    @ParameterizedTest
    @CsvSource({"prompt, login", "max_age, 0", "id_token_hint, another"})
    void stepUpWhenTheRequestWantsAnotherSignInThenThePasswordIsAskedFor(
            String name, String value) {
        stepDown();
        String given = value.equals("another") ? hintOfAnother() : value;

        var page = browser.get(location(authorize(Flow.cli().with(name, given))));

        assertThat(page.text()).contains("<form id=\"sign-in\"");
    }

    @Test
    void stepUpWhenThePasswordIsOldThenItIsAskedFor() {
        stepDown();
        Rows.update(
                "UPDATE browser_sessions SET authenticated_at = now() - INTERVAL '5 minutes' WHERE account_id = ?",
                person.id());

        var page = browser.get(location(authorize(Flow.cli())));

        assertThat(page.text()).contains("<form id=\"sign-in\"");
    }

    @Test
    void stepUpWhenNoPageMayBeShownThenTheClientIsTold() {
        stepDown();

        assertOutcome(authorize(Flow.cli().with("prompt", "none")), "login_required");
    }

    /** Of before the enrolment nothing is left, and after it nothing is issued for less. */
    @Test
    void adminWhenAFactorIsEnrolledThenNoTokenForAPasswordAlone() {
        makeAdmin();
        var login = person.login();
        String code = Flow.code(browser, person, Flow.cli());
        var oauth = Flow.granted(Flow.exchange(code).post(Flow.TOKEN));
        String unused = Flow.code(browser, person, Flow.cli());
        var device = Device.begin();
        Device.decide(browser, person, device, "allow");
        var service = service(browser);

        Authenticator.enrol(person);

        assertThat(person.tryLogin().code()).isEqualTo("second_factor_required");
        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
        Flow.refused(Flow.refresh(oauth.field("refresh_token")), 400, "invalid_grant");
        Flow.refused(Flow.exchange(unused).post(Flow.TOKEN), 400, "invalid_grant");
        Flow.refused(Device.poll(device).post(Flow.TOKEN), 400, "invalid_grant");
        Flow.refused(exchange(service), 400, "invalid_request");
        assertThat(location(authorize(Flow.cli()))).startsWith("/oauth2/sign-in");
        assertThat(location(browser.get(Device.link(Device.begin()))))
                .startsWith("/oauth2/sign-in");
    }

    /** Even if a session of before had been left. */
    @Test
    void adminWhenASessionHasProvedTooLittleThenNoTokenForIt() {
        makeAdmin();
        var authenticator = Authenticator.enrol(person);
        var login = authenticator.login(authenticator.code());
        String code =
                parameters(
                                browser.submit(
                                        browser.signIn(person, Flow.cli()),
                                        "code",
                                        authenticator.next()))
                        .get("code");
        Rows.update("UPDATE sessions SET methods = 'pwd' WHERE account_id = ?", person.id());
        Rows.update("UPDATE browser_sessions SET methods = NULL WHERE account_id = ?", person.id());

        assertThat(Person.refresh(login.field("refresh_token")).status()).isEqualTo(401);
        Flow.refused(Flow.exchange(code).post(Flow.TOKEN), 400, "invalid_grant");
        assertThat(location(authorize(Flow.cli()))).startsWith("/oauth2/sign-in");
    }

    @Test
    void adminWhenTheCodeIsProvedThenEachTokenSaysSo() {
        makeAdmin();
        var authenticator = Authenticator.enrol(person);
        var signedIn =
                browser.submit(browser.signIn(person, Flow.cli()), "code", authenticator.next());

        var tokens = Flow.granted(Flow.exchange(parameters(signedIn).get("code")).post(Flow.TOKEN));
        assertTwofold(Flow.claims(tokens, "access_token"));
        assertTwofold(Flow.claims(tokens, "id_token"));
        var refreshed = Flow.granted(Flow.refresh(tokens.field("refresh_token")));
        assertTwofold(Flow.claims(refreshed, "access_token"));
        assertTwofold(Flow.claims(refreshed, "id_token"));
        var device = Device.begin();
        Device.decide(browser, person, device, "allow");
        assertTwofold(
                Flow.claims(Flow.granted(Device.poll(device).post(Flow.TOKEN)), "access_token"));
        assertTwofold(Flow.claims(Flow.granted(exchange(service(browser))), "access_token"));
        var seen =
                Form.of("token", tokens.field("access_token"))
                        .post("/oauth2/introspect", Clients.WEB, Clients.WEB_SECRET);
        assertThat(seen.field("acr")).isEqualTo("2");
    }

    /** The tokens with which a client calls a service for the person. */
    private HttpAnswer service(Browser signedIn) {
        Form request =
                Flow.request(Clients.BUYER, Clients.BUYER_REDIRECT)
                        .with("resource", Clients.STOCK, "scope", "openid profile");
        return Flow.granted(
                Flow.exchange(Flow.code(signedIn, person, request))
                        .with("client_id", "", "redirect_uri", Clients.BUYER_REDIRECT)
                        .post(Flow.TOKEN, Clients.BUYER, Clients.BUYER_SECRET));
    }

    /** The service calls another one with them. */
    private static HttpAnswer exchange(HttpAnswer tokens) {
        return Form.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        tokens.field("access_token"),
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "resource",
                        Clients.BOOKS)
                .post(Flow.TOKEN, Clients.STOCK_SERVICE, Clients.STOCK_SECRET);
    }

    /** A browser whose session has proved less than its account demands. */
    private Authenticator stepDown() {
        var authenticator = Authenticator.enrol(person);
        browser.submit(
                browser.signIn(person, Flow.cli()),
                "code",
                authenticator.recoveryCodes().getFirst());
        Rows.update("UPDATE browser_sessions SET methods = NULL WHERE account_id = ?", person.id());
        return authenticator;
    }

    private static String hintOfAnother() {
        return Flow.tokens(new Browser(), Person.register()).field("id_token");
    }

    private void makeAdmin() {
        roles("admin");
    }

    private void roles(String role) {
        var answer =
                Gate.admin()
                        .put(
                                "/admin/users/" + person.id() + "/roles",
                                "{\"roles\": [\"%s\"]}".formatted(role));
        assertThat(answer.status()).isEqualTo(200);
    }

    private HttpAnswer authorize(Form request) {
        return browser.get("/oauth2/authorize?" + request.encoded());
    }

    private static Form essential(String acr) {
        return Flow.cli().with("claims", claims(acr));
    }

    private static String claims(String acr) {
        return "{\"id_token\": {\"acr\": {\"essential\": true, %s}}}"
                .formatted(acr.replace('\'', '"'));
    }

    private static void assertOutcome(HttpAnswer answer, String outcome) {
        if (outcome.equals("code")) {
            assertThat(parameters(answer)).containsKey("code");
        } else {
            assertThat(parameters(answer)).containsEntry("error", outcome);
        }
    }

    private static void assertTwofold(JWTClaimsSet claims) {
        assertThat(claims.getClaims())
                .containsEntry("acr", "2")
                .containsEntry("amr", List.of("pwd", "otp"));
    }
}
