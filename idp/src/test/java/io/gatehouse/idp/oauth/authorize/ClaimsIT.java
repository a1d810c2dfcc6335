// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static io.gatehouse.idp.oauth.Browser.location;
import static io.gatehouse.idp.oauth.Browser.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.HttpAnswer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The claims that a client asks for by name, from the request to where they are given. */
@ExtendWith(IdpServer.class)
class ClaimsIT {
    private static final String EMAIL = "{\"id_token\": {\"email\": {\"essential\": true}}}";

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    @ParameterizedTest
    @ValueSource(strings = {"in the URL", "pushed"})
    void claimsWhenAskedForThenEachWhereItWasWanted(String way) {
        Form request =
                openid(
                        Flow.cli(),
                        "{\"id_token\": {\"email\": null, \"nickname\": {\"essential\": true}},"
                                + " \"userinfo\": {\"preferred_username\": null}}");
        Form sent =
                way.equals("pushed")
                        ? Form.of(
                                "client_id",
                                Clients.CLI,
                                "request_uri",
                                request.post("/oauth2/par").field("request_uri"))
                        : request;

        var tokens = Flow.granted(Flow.exchange(Flow.code(browser, person, sent)).post(Flow.TOKEN));

        assertThat(tokens.field("scope")).isEqualTo("openid");
        assertThat(Flow.claims(tokens, "id_token").getClaims())
                .containsEntry("email", person.email())
                .containsKey("auth_time")
                .doesNotContainKeys("preferred_username", "roles", "nickname");
        assertThat(Flow.claims(tokens, "access_token").getClaims())
                .doesNotContainKeys("email", "preferred_username");
        var userInfo = userInfo(tokens);
        assertThat(userInfo.field("preferred_username")).isEqualTo(person.username());
        assertThat(userInfo.json().has("email")).isFalse();
        assertThat(userInfo.json().has("roles")).isFalse();
    }

    @Test
    void claimsWhenRefreshedThenStillThere() {
        var tokens = tokens(openid(Flow.cli(), EMAIL));

        var refreshed = Flow.granted(Flow.refresh(tokens.field("refresh_token")));

        assertThat(Flow.claims(refreshed, "id_token").getClaim("email")).isEqualTo(person.email());
    }

    @Test
    void acrWhenOnlyWishedForThenWhatThereIs() {
        var tokens =
                tokens(
                        Flow.cli()
                                .with("acr_values", "urn:mace:incommon:iap:silver 2")
                                .with("claims", "{\"id_token\": {\"acr\": {\"value\": \"2\"}}}"));

        assertThat(Flow.claims(tokens, "id_token").getClaims())
                .containsEntry("acr", "1")
                .containsEntry("amr", List.of("pwd"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_token", "userinfo"})
    void subWhenItIsWhoeverIsSignedInThenACode(String place) {
        browser.signIn(person, Flow.cli());

        var answer = authorize(subject(place, person.id().toString()));

        assertThat(parameters(answer)).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"somebody else", "nobody"})
    void subWhenItIsAnotherThenThePageAndOnlyThemAfterIt(String who) {
        var other = Person.register();
        browser.signIn(person, Flow.cli());
        String id = (who.equals("nobody") ? UUID.randomUUID() : other.id()).toString();
        Form request = subject("id_token", id);

        assertThat(parameters(authorize(request.with("prompt", "none"))))
                .containsEntry("error", "login_required");
        assertThat(location(authorize(request))).startsWith("/oauth2/sign-in?");
        assertThat(parameters(browser.signIn(person, request)))
                .containsEntry("error", "login_required");
        assertThat(parameters(browser.signIn(other, request)).containsKey("code"))
                .isEqualTo(who.equals("somebody else"));
    }

    @Test
    void consentWhenAClaimIsAskedForByNameThenItCountsAsWhatGivesIt() {
        browser.allow(person, openid(Flow.stranger(), "{}"));
        Form request = openid(Flow.stranger(), EMAIL);

        var page = browser.question(person, request);
        var tokens = Flow.strangersTokens(browser, person, request);

        assertThat(page.text())
                .contains("<li>your e-mail address</li>")
                .doesNotContain("roles</li>");
        assertThat(Flow.claims(tokens, "id_token").getClaim("email")).isEqualTo(person.email());
        assertThat(parameters(authorize(Flow.stranger().with("scope", "openid email"))))
                .containsKey("code");
    }

    private static Form subject(String place, String id) {
        return openid(Flow.cli(), "{\"%s\": {\"sub\": {\"value\": \"%s\"}}}".formatted(place, id));
    }

    private static Form openid(Form request, String claims) {
        return request.with("scope", "openid", "claims", claims);
    }

    private HttpAnswer tokens(Form request) {
        return Flow.granted(Flow.exchange(Flow.code(browser, person, request)).post(Flow.TOKEN));
    }

    private HttpAnswer authorize(Form request) {
        return browser.get("/oauth2/authorize?" + request.encoded());
    }

    private static HttpAnswer userInfo(HttpAnswer tokens) {
        return Gate.anonymous()
                .with("authorization", "Bearer " + tokens.field("access_token"))
                .get("/oauth2/userinfo");
    }
}
