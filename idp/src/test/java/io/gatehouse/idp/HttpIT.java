// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.BadRequest;
import io.gatehouse.testkit.GatewayHeaders;
import io.gatehouse.testkit.HeadRequest;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.MetricsPage;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may expect of HTTP, whatever it asks for. */
@ExtendWith(IdpServer.class)
class HttpIT {

    private static final String JWKS = "/.well-known/jwks.json";

    @ParameterizedTest
    @MethodSource("io.gatehouse.testkit.BadRequest#all")
    void anyRouteWhenTheRequestIsWrongAsHttpThenAProblemAndALogLine(BadRequest bad) {
        var anyone = caller(GatewayHeaders.anonymous());

        bad.check(anyone, JWKS, anyone, "/authentication/login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JWKS,
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/admin/users",
                "/admin/users?limit=100",
                "/admin/users/1",
                "/admin/keys",
                "/accounts/me",
                "/accounts/consents",
                "/authentication/whoami",
                "/authentication/login",
                "/oauth2/device",
                "/nothing"
            })
    void headWhenAskedThenAsGetWithoutABody(String path) {
        HeadRequest.check(
                caller(GatewayHeaders.as(UUID.randomUUID(), "some-admin", "admin")), path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                JWKS + " | application/jwk-set+json",
                "/.well-known/openid-configuration | application/json",
                "/.well-known/oauth-authorization-server | application/json"
            })
    void getWhenTheDocumentHasOneFormThenAnyAcceptGetsItUnderItsOwnType(String path, String type) {
        String whole = Gate.anonymous().get(path).text();

        for (String accept :
                new String[] {
                    "application/json",
                    "application/jwk-set+json",
                    "application/*",
                    "application/json, text/plain, */*",
                    "text/html,*/*;q=0.1",
                    "text/html",
                    "*/*",
                    "*",
                    ""
                }) {
            var answer = Gate.anonymous().with("accept", accept).get(path);

            assertThat(answer.status()).as(accept).isEqualTo(200);
            assertThat(answer.header("content-type")).contains(type);
            assertThat(answer.text()).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/roles", "/enabled"})
    void userWhenTheIdIsInCapitalsThenTheSame(String part) {
        var person = Person.register();
        String path = "/admin/users/" + person.id().toString().toUpperCase(Locale.ROOT);

        var answer =
                switch (part) {
                    case "/roles" ->
                            Gate.admin().put(path + part, "{\"roles\": [\"customer\", \"admin\"]}");
                    case "/enabled" -> Gate.admin().put(path + part, "{\"enabled\": false}");
                    default -> Gate.admin().get(path);
                };

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.field("id")).isEqualTo(person.id().toString());
    }

    @Test
    void metricsWhenReadThenEachIsExplainedAndOursBeginAlike() {
        Person.register().login();

        MetricsPage.check(Gate.metrics().text());
    }

    /** An alert sees an increase of what was there before. */
    @Test
    void metricsWhenNoLogoutWasGivenUpYetThenThatIsShown() {
        assertThat(Gate.metrics().text())
                .containsPattern("gatehouse_idp_logout_tokens_total\\{[^}]*outcome=\"given_up\"");
    }

    private static Http caller(Map<String, String> headers) {
        return new Http(IdpServer.uri(), headers);
    }
}
