// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that are wrong in one way each; {@link Answer#checked} looks at the form of every
 * refusal.
 */
@EndToEnd
@Order(16)
class BadInputE2E {
    private static final String BUY = "/products/00000000-0000-4000-8000-000000000000/buy";

    private final Target target;

    BadInputE2E(Target target) {
        this.target = target;
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            nullValues = "NONE",
            textBlock =
                    """
                    {                                                   | 400 | malformed_request
                    ''                                                  | 400 | malformed_request
                    null                                                | 400 | malformed_request
                    []                                                  | 400 | malformed_request
                    "text"                                              | 400 | malformed_request
                    {"username":"a","password":"b"} {}                  | 400 | malformed_request
                    {"username":"a","password":"b","other":1}           | 400 | malformed_request
                    {"username":"a","username":"b","password":"c"}      | 400 | malformed_request
                    {"username":1,"password":"b"}                       | 400 | malformed_request
                    {"username":["a"],"password":"b"}                   | 400 | malformed_request
                    {"username":{"$ne":""},"password":{"$ne":""}}       | 400 | malformed_request
                    {'username':'a'}                                    | 400 | malformed_request
                    {"username":"a"}                                    | 422 | rule_broken
                    {"username":null,"password":"b"}                    | 422 | rule_broken
                    """)
    void loginWhenTheBodyIsWrongThenSaysSo(String body, int status, String code) {
        try (Client client = target.client()) {
            client.send(Call.post("/authentication/login").text("application/json", body))
                    .expectProblem(status, code);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    username | {"username":"","email":"a@example.com","password":"Vaq7-tunnel-Orbit"}
                    username | {"username":"a b","email":"a@example.com","password":"Vaq7-tunnel-Orbit"}
                            username | {"username":"<script>","email":"a@example.com","password":"Vaq7-tunnel-Orbit"}
                    email    | {"username":"imagined","email":"nobody","password":"Vaq7-tunnel-Orbit"}
                    email    | {"username":"imagined","email":"","password":"Vaq7-tunnel-Orbit"}
                    password | {"username":"imagined","email":"a@example.com","password":"short"}
                    password | {"username":"imagined","email":"a@example.com","password":"password1234"}
                    """)
    void registrationWhenOneFieldBreaksARuleThenNamesIt(String field, String body) {
        try (Client client = target.client()) {
            Answer answer =
                    client.send(
                            Call.post("/authentication/registration")
                                    .text("application/json", body));

            answer.expectProblem(422, "rule_broken");
            assertThat(answer.json().path("errors").findValuesAsText("field"))
                    .as(answer.describe())
                    .containsOnly(field);
        }
    }

    @Test
    void registrationWhenTheNameHoldsNulThenNamesTheField() {
        String body =
                "{\"username\":\"a\\u0000b\",\"email\":\"a@example.com\",\"password\":\"Vaq7-tunnel\"}";
        try (Client client = target.client()) {
            Answer answer =
                    client.send(
                            Call.post("/authentication/registration")
                                    .text("application/json", body));

            assertThat(answer.expect(400, 422).json().path("errors").findValuesAsText("field"))
                    .contains("username");
        }
    }

    @Test
    void registrationWhenSeveralFieldsBreakARuleThenNamesEach() {
        try (Client client = target.client()) {
            Answer answer = client.send(Call.post("/authentication/registration", Map.of()));

            JsonNode errors = answer.expectProblem(422, "rule_broken").json().path("errors");
            assertThat(errors.findValuesAsText("field"))
                    .containsOnly("username", "email", "password");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data"
            })
    void loginWhenTheMediaTypeIsAnotherThenIsUnsupported(String type) {
        try (Client client = target.client()) {
            client.send(Call.post("/authentication/login").text(type, "{}"))
                    .expectProblem(415, "unsupported_media_type");
        }
    }

    @Test
    void productsWhenTheClientWantsAnotherTypeThenNothingIsAcceptable() {
        target.accounts()
                .customer()
                .send(Call.get("/products").with("Accept", "image/png"))
                .expectProblem(406, "not_acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=99999999999",
                "after=!!!",
                "after=AAAA"
            })
    void productsWhenAParameterIsWrongThenSaysSo(String query) {
        target.accounts()
                .customer()
                .send(Call.get("/products?" + query))
                .expectProblem(400, "invalid_parameter");
        target.accounts()
                .customer()
                .send(Call.get("/orders?" + query))
                .expectProblem(400, "invalid_parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "%27%20OR%201=1--", "%00", "%F0%9F%92%A5", "%25", "_", "%5C"})
    void productsWhenTheSearchIsOddThenFindsOrRefusesButNeverFails(String query) {
        target.accounts().customer().send(Call.get("/products?q=" + query)).expect(200, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "with space in the key",
                "0123456789012345678901234567890123456789012345678901234567890123456789",
                "schlüssel-schlüssel",
                "semi;colon;semi;colon"
            })
    void buyWhenTheKeyIsWrongThenNamesTheHeader(String key) {
        try (RawClient raw = target.rawClient()) {
            Call call =
                    Shop.buy(UUID.randomUUID().toString(), 1, key)
                            .bearer(target.accounts().customer().token());
            Answer answer = raw.send(call).checked();

            answer.expectProblem(400, "invalid_parameter");
            assertThat(answer.text()).contains("Idempotency-Key");
        }
    }

    @Test
    void buyWhenThereIsNoKeyThenNamesTheHeader() {
        Map<String, Object> body = Map.of("quantity", 1, "payment", Map.of("method", "card"));
        Answer answer = target.accounts().customer().send(Call.post(BUY, body));

        assertThat(answer.expectProblem(400, "invalid_parameter").text())
                .contains("Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"quantity":0,"payment":{"method":"card"}}                  | 422
                    {"quantity":-1,"payment":{"method":"card"}}                 | 422
                    {"quantity":101,"payment":{"method":"card"}}                | 422
                    {"quantity":1}                                              | 422
                    {"quantity":1,"payment":{}}                                 | 422
                    {"quantity":1.5,"payment":{"method":"card"}}                | 400
                    {"quantity":"1","payment":{"method":"card"}}                | 400
                    {"quantity":99999999999,"payment":{"method":"card"}}        | 400
                    {"quantity":1,"price":0,"payment":{"method":"card"}}        | 400
                    {"quantity":1,"total":{"amount":1},"payment":{"method":"card"}} | 400
                    """)
    void buyWhenTheBodyIsWrongThenSaysSo(String body, int status) {
        Call call =
                Call.post(BUY).with("Idempotency-Key", Shop.key()).text("application/json", body);

        target.accounts().customer().send(call).expect(status);
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH, /products",
        "DELETE, /orders",
        "PUT, /authentication/login",
        "POST, /products",
        "GET, /authentication/login"
    })
    void routeWhenTheMethodIsAnotherThenIsRefused(String method, String path) {
        target.accounts()
                .customer()
                .send(Call.of(method, path))
                .expectProblem(405, "method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/products/x",
                "/products/x/buy",
                "/orders/x",
                "/admin",
                "/favicon.ico",
                "/.env",
                "/.git/config"
            })
    void pathWhenUnknownThenDoesNotExist(String path) {
        target.accounts().customer().send(Call.get(path)).expectProblem(404, "not_found");
    }

    @Test
    void bodyWhenTooLargeThenIsNotTaken() {
        String body = "{\"username\":\"" + "a".repeat(70_000) + "\"}";
        try (Client client = target.client()) {
            client.send(Call.post("/authentication/login").text("application/json", body))
                    .expectProblem(413, "too_large");
        }
    }

    @Test
    void bodyWhenDeepThenIsNotTaken() {
        String body = "[".repeat(20_000) + "]".repeat(20_000);
        try (Client client = target.client()) {
            client.send(Call.post("/authentication/login").text("application/json", body))
                    .expectProblem(400, "malformed_request");
        }
    }

    @Test
    void headersWhenTooLargeThenAreNotTaken() {
        try (RawClient raw = target.rawClient()) {
            raw.send(Call.get("/products").with("X-Large", "a".repeat(40_000)))
                    .checked()
                    .expectProblem(431, "headers_too_large");
        }
    }

    @Test
    void headersWhenTooManyThenAreNotTaken() {
        Call call = Call.get("/products");
        for (int i = 0; i < 200; i++) {
            call = call.with("X-Many-" + i, "a");
        }
        try (RawClient raw = target.rawClient()) {
            raw.send(call).checked().expectProblem(431, "headers_too_large");
        }
    }

    /** Two lengths are how one request is smuggled inside another (RFC 9112 section 6.3). */
    @Test
    void bodyWhenItHasTwoLengthsThenIsNotTaken() {
        try (RawClient raw = target.rawClient()) {
            Call call =
                    Call.post("/authentication/login")
                            .with("Content-Length", "2")
                            .with("Transfer-Encoding", "chunked");
            raw.send(call).checked().expect(400);
        }
        try (RawClient raw = target.rawClient()) {
            Call call =
                    Call.post("/authentication/login")
                            .with("Content-Length", "2")
                            .with("Content-Length", "3");
            raw.send(call).checked().expect(400);
        }
    }
}
