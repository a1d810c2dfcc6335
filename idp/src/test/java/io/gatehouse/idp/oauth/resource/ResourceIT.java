// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resource indicators (RFC 8707), rule by rule. */
@ExtendWith(IdpServer.class)
class ResourceIT {
    private static final String STOCK = Clients.STOCK;
    private static final String BOOKS = Clients.BOOKS;
    private static final String GATE = IdpServer.ISSUER;

    /** The same parameter once more: a form of these tests has each name once. */
    private static final String RESOURCE_AGAIN = "%72esource";

    private static final String RESOURCE_AND_AGAIN = "r%65source";
    private static final Form OF_BUYER = Flow.request(Clients.BUYER, Clients.BUYER_REDIRECT);

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @Test
    void codeWhenAResourceIsNamedThenTheTokenIsForItAlone() throws Exception {
        var answer = Flow.granted(post(exchange(code("resource", STOCK))));

        var claims = Flow.claims(answer, "access_token");
        assertThat(claims.getAudience()).containsExactly(STOCK);
        assertThat(claims.getSubject()).isEqualTo(person.id().toString());
        assertThat(claims.getStringClaim("client_id")).isEqualTo(Clients.BUYER);
        assertThat(claims.getStringListClaim("roles")).containsExactly("customer");
        assertThat(claims.getClaims()).doesNotContainKey("role");
        assertThat(Flow.claims(answer, "id_token").getAudience()).containsExactly(Clients.BUYER);
    }

    /** The gate decides by roles; another service learns of them as of all else about a person. */
    @Test
    void codeWhenTheScopeSaysNothingOfThePersonThenNeitherDoesTheToken() {
        String code = code("resource", STOCK, "scope", "openid");

        var answer = Flow.granted(post(exchange(code)));

        assertThat(Flow.claims(answer, "access_token").getClaims().keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "jti",
                        "client_id",
                        "scope",
                        "sid",
                        "auth_time",
                        "acr",
                        "amr",
                        "account_not_before");
    }

    @Test
    void codeWhenNoResourceIsNamedThenTheTokenIsForTheGate() {
        assertAudience("gatehouse", post(exchange(code())));
    }

    @Test
    void codeWhenTheGateIsNamedThenTheTokenIsForTheGate() {
        assertAudience("gatehouse", post(exchange(code("resource", GATE)).with("resource", GATE)));
    }

    /** Where several were granted the client says each time which one it needs. */
    @Test
    void refreshWhenSeveralWereGrantedThenAnyOneOfThem() {
        String code = code("resource", STOCK, RESOURCE_AGAIN, GATE, RESOURCE_AND_AGAIN, BOOKS);

        var first = post(exchange(code).with("resource", BOOKS));
        var second = post(refresh(first).with("resource", GATE));
        var third = post(refresh(second).with("resource", STOCK));

        assertAudience(BOOKS, first);
        assertAudience("gatehouse", second);
        assertAudience(STOCK, third);
        Flow.refused(post(refresh(third)), 400, "invalid_target");
        Flow.refused(
                post(refresh(third).with("resource", STOCK, RESOURCE_AGAIN, BOOKS)),
                400,
                "invalid_target");
        assertAudience(STOCK, post(refresh(third).with("resource", STOCK)));
    }

    @Test
    void refreshWhenOneWasGrantedThenItNeedNotBeNamed() {
        var first = post(exchange(code("resource", STOCK)));

        assertAudience(STOCK, post(refresh(first)));
    }

    @Test
    void refreshWhenTheClientMayNotHaveItAnyMoreThenRefused() {
        Form request = Flow.request(Clients.FORMER, Clients.CLI_REDIRECT).with("resource", STOCK);
        Form exchange =
                Flow.exchange(Flow.code(browser, person, request))
                        .with("client_id", Clients.FORMER);
        var tokens = Flow.granted(exchange.post(Flow.TOKEN));
        Rows.update(
                "UPDATE clients SET metadata = metadata - 'gatehouse_resources' WHERE id = ?",
                Clients.FORMER);

        // Another instance has changed it, and tells nobody.
        await().untilAsserted(() ->
                Flow.refused(
                        refresh(tokens).with("client_id", Clients.FORMER).post(Flow.TOKEN),
                        400,
                        "invalid_target"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatehouse",
                "https://other.example/",
                "https://stock.example/api/",
                "https://stock.example/api#x",
                "https://stock.example/api?a=b",
                "https://STOCK.example/api",
                "https://localhost:8443/",
                "/api",
                "buyer",
                "https://stock.example/api urn:example:books",
                "not a URI",
            })
    void requestWhenTheResourceIsNotTheClientsThenRefusedWhereverItIsNamed(String resource) {
        Form code = exchange(code());
        var tokens = Flow.granted(post(exchange(code())));

        var redirect = browser.signIn(person, OF_BUYER.with("resource", resource));
        assertThat(Browser.parameters(redirect))
                .containsEntry("error", "invalid_target")
                .containsEntry("state", "st&te=1")
                .doesNotContainKey("code");
        assertThat(Browser.location(redirect)).doesNotContain("stock.example");
        Flow.refused(
                post("/oauth2/par", OF_BUYER.with("client_id", "", "resource", resource)),
                400,
                "invalid_target");
        Flow.refused(
                post(Device.AUTHORIZATION, Form.of("scope", "openid", "resource", resource)),
                400,
                "invalid_target");
        Flow.refused(post(own().with("resource", resource)), 400, "invalid_target");
        Flow.refused(post(code.with("resource", resource)), 400, "invalid_target");
        Flow.refused(post(refresh(tokens).with("resource", resource)), 400, "invalid_target");

        assertAudience("gatehouse", post(code));
        assertAudience("gatehouse", post(refresh(tokens)));
    }

    /** One that the client may have, but that nobody was asked for. */
    @ParameterizedTest
    @CsvSource({
        "urn:example:books, https://stock.example/api",
        "https://stock.example/api, https://localhost:8443",
        "https://localhost:8443, https://stock.example/api",
    })
    void codeWhenAnotherResourceWasGrantedThenRefusedAndTheCodeStaysGood(
            String granted, String wanted) {
        Form code = exchange(code("resource", granted));

        Flow.refused(post(code.with("resource", wanted)), 400, "invalid_target");

        Flow.granted(post(code));
    }

    @Test
    void requestWhenTheClientHasNoResourcesThenNone() {
        var redirect = browser.signIn(person, Flow.cli().with("resource", STOCK));

        assertThat(Browser.parameters(redirect)).containsEntry("error", "invalid_target");
    }

    /** Only this parameter may be there more than once. */
    @Test
    void requestWhenAnotherParameterIsRepeatedThenRefused() {
        Form twice = own().with("resource", STOCK, "scope", "stock", "sc%6Fpe", "stock");

        Flow.refused(post(twice), 400, "invalid_request");
    }

    @Test
    void pushWhenResourcesAreNamedThenTheyAreGranted() {
        Form pushed = OF_BUYER.with("client_id", "", "resource", STOCK, RESOURCE_AGAIN, BOOKS);
        String uri = post("/oauth2/par", pushed).field("request_uri");
        Form reference =
                Form.of("client_id", Clients.BUYER, "request_uri", uri, "resource", "urn:x:y");

        String code = Flow.code(browser, person, reference);

        assertAudience(BOOKS, post(exchange(code).with("resource", BOOKS)));
    }

    @Test
    void deviceWhenResourcesAreNamedThenTheTokenIsForOneOfThem() {
        var begun =
                post(
                        Device.AUTHORIZATION,
                        Form.of("scope", "openid", "resource", STOCK, RESOURCE_AGAIN, BOOKS));
        Form poll = Form.of("grant_type", Device.GRANT, "device_code", begun.field("device_code"));
        Device.decide(browser, person, begun, "allow");

        Flow.refused(post(poll), 400, "invalid_target");
        Flow.refused(post(poll.with("resource", GATE)), 400, "invalid_target");
        assertAudience(BOOKS, post(poll.with("resource", BOOKS)));
    }

    @Test
    void clientCredentialsWhenAResourceIsNamedThenTheTokenIsForItAlone() {
        assertAudience(STOCK, post(own().with("resource", STOCK)));
        assertAudience("gatehouse", post(own()));
        Flow.refused(
                post(own().with("resource", STOCK, RESOURCE_AGAIN, BOOKS)), 400, "invalid_target");
    }

    @Test
    void userInfoWhenTheTokenIsForAnotherServiceThenRefused() {
        var token = post(exchange(code("resource", STOCK))).field("access_token");

        var answer =
                Gate.anonymous().with("authorization", "Bearer " + token).get("/oauth2/userinfo");

        Flow.refused(answer, 401, "invalid_token");
    }

    /** Shown to the client that holds it and to the service that it is for. */
    @ParameterizedTest
    @CsvSource({
        "buyer, secret-of-buyer-0123456789-012345678, true",
        "stock, secret-of-stock-0123456789-012345678, true",
        "machine, secret-of-machine-0123456789-0123456, false",
    })
    void introspectWhenTheTokenIsForAServiceThenShownToIt(
            String client, String secret, boolean shown) {
        var token = post(exchange(code("resource", STOCK))).field("access_token");
        var ofClient = post(own().with("resource", STOCK)).field("access_token");

        var answer = Form.of("token", token).post("/oauth2/introspect", client, secret);
        var answerOfClient = Form.of("token", ofClient).post("/oauth2/introspect", client, secret);

        assertThat(answer.json().path("active").asBoolean()).isEqualTo(shown);
        assertThat(answerOfClient.json().path("active").asBoolean()).isEqualTo(shown);
        assertThat(answer.json().path("aud").asText()).isEqualTo(shown ? STOCK : "");
        assertThat(answer.json().size() == 1).isNotEqualTo(shown);
    }

    @Test
    void revokeWhenTheTokenIsForAnotherServiceThenItsSessionEnds() {
        var tokens = post(exchange(code("resource", STOCK)));

        post("/oauth2/revoke", Form.of("token", tokens.field("access_token")));

        Flow.refused(post(refresh(tokens)), 400, "invalid_grant");
    }

    private String code(String... namesAndValues) {
        return Flow.code(browser, person, OF_BUYER.with(namesAndValues));
    }

    private static Form exchange(String code) {
        return Flow.exchange(code).with("client_id", "", "redirect_uri", Clients.BUYER_REDIRECT);
    }

    private static Form refresh(HttpAnswer tokens) {
        return Form.of(
                "grant_type", "refresh_token", "refresh_token", tokens.field("refresh_token"));
    }

    private static Form own() {
        return Form.of("grant_type", "client_credentials");
    }

    private static HttpAnswer post(Form form) {
        return post(Flow.TOKEN, form);
    }

    private static HttpAnswer post(String path, Form form) {
        return form.post(path, Clients.BUYER, Clients.BUYER_SECRET);
    }

    private static void assertAudience(String audience, HttpAnswer answer) {
        assertThat(Flow.claims(Flow.granted(answer), "access_token").getAudience())
                .containsExactly(audience);
    }
}
