// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Revocation;
import io.gatehouse.e2e.Target;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no good client does with an authorization code (RFC 6749, 4.1; RFC 7636; RFC 9700). */
@EndToEnd
@Order(5)
class AuthorizationCodeE2E {
    private final Target target;
    private final Client client;
    private final Browser browser;
    private final AuthorizationRequest request = AuthorizationRequest.of(RegisteredClient.cli());

    AuthorizationCodeE2E(Target target) {
        this.target = target;
        this.client = target.client();
        this.browser = new Browser(target);
    }

    @AfterEach
    void close() {
        browser.close();
        client.close();
    }

    @Test
    void codeWhenExchangedThenItsTokenOpensTheGateOnce() {
        String code = code();
        JsonNode tokens = token(request.exchange(code)).expect(200).json();
        String accessToken = tokens.path("access_token").asText();
        client.send(Call.get("/accounts/me").bearer(accessToken)).expect(200);

        Answer again = token(request.exchange(code));

        assertRefused(again, "invalid_grant");
        Revocation.awaitRefused(client, accessToken);
        assertRefused(
                token(
                        Map.of(
                                "grant_type", "refresh_token",
                                "client_id", request.parameter("client_id"),
                                "refresh_token", tokens.path("refresh_token").asText())),
                "invalid_grant");
    }

    /** Each of them as somebody would send it who has only seen the code. */
    @ParameterizedTest
    @CsvSource({
        "code_verifier, , invalid_grant",
        "code_verifier, 0123456789012345678901234567890123456789012, invalid_grant",
        "redirect_uri, http://127.0.0.1:1/callback, invalid_grant",
        "redirect_uri, , invalid_request",
        "code, forged, invalid_grant",
    })
    void codeWhenExchangedByOneWhoDidNotAskForItThenRefused(
            String parameter, String value, String error) {
        Map<String, String> exchange = request.exchange(code());
        if (value == null) {
            exchange.remove(parameter);
        } else {
            exchange.put(parameter, value);
        }

        assertRefused(token(exchange), error);
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, , invalid_request",
        "code_challenge, , invalid_request",
        "response_type, token, unsupported_response_type",
        "response_type, code id_token, unsupported_response_type",
    })
    void requestWhenItIsWeakerThanItMayBeThenTheClientIsTold(
            String parameter, String value, String error) {
        AuthorizationRequest weaker =
                value == null ? request.without(parameter) : request.with(parameter, value);

        URI callback = browser.open(weaker.at(target)).elsewhere();

        assertThat(callback.toString()).startsWith(request.parameter("redirect_uri"));
        assertThat(Form.query(callback))
                .containsEntry("error", error)
                .containsEntry("state", request.parameter("state"))
                .containsEntry("iss", target.origin())
                .doesNotContainKey("code");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://127.0.0.1@evil.example/callback",
                "http://localhost/callback",
                "http://127.0.0.1/callback/",
                "http://127.0.0.1/Callback",
                "http://127.0.0.1/callback/../evil",
                "http://127.0.0.1/callback?to=https://evil.example",
                "http://127.0.0.1/callback#code",
                "javascript:alert(1)",
            })
    void requestWhenTheRedirectUriIsNotTheClientsThenNobodyIsSentThere(String redirectUri) {
        Arrival.Page page =
                browser.open(request.with("redirect_uri", redirectUri).at(target)).page();

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.document().html()).doesNotContain("evil.example", "alert(1)");
    }

    @Test
    void requestWhenTheClientIsUnknownThenNobodyIsSentAnywhere() {
        Arrival.Page page = browser.open(request.with("client_id", "nobody").at(target)).page();

        assertThat(page.status()).isEqualTo(400);
    }

    private String code() {
        URI callback = browser.signIn(request.at(target), target.accounts().register());
        Map<String, String> answer = Form.query(callback);
        assertThat(answer)
                .containsEntry("state", request.parameter("state"))
                .containsEntry("iss", target.origin())
                .containsKey("code");
        return answer.get("code");
    }

    private Answer token(Map<String, String> form) {
        return client.unchecked(Call.post("/oauth2/token").text(Form.TYPE, Form.encode(form)));
    }

    /** In the form of OAuth, which is no problem (RFC 6749, 5.2). */
    private static void assertRefused(Answer answer, String error) {
        answer.expect(400);
        assertThat(answer.header("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(answer.header("cache-control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        assertThat(answer.field("error")).isEqualTo(error);
    }
}
