// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.provider.Merchant.Answer;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.RawHttp;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadRequestIT {
    private static ProviderServer provider;
    private static Merchant merchant;
    private static String charge;
    private static String processing;

    @BeforeAll
    static void start(@TempDir Path data) {
        provider =
                ProviderServer.start(
                        ProviderConfig.of(data, Merchant.API_KEY)
                                .processingFor(Duration.ofHours(1)));
        merchant = Merchant.of(provider);
        charge = merchant.charge("charge", 1000, "tok_ok").field("id");
        processing = merchant.charge("later", 1000, "tok_processing").field("id");
        merchant.charge("declined", 1000, "tok_card_declined");
    }

    @AfterAll
    static void stop() {
        assertThat(merchant.get("/v1/charges").json().path("items")).hasSize(3);
        assertThat(merchant.get("/v1/charges/" + charge).field("refunded")).isEqualTo("0");
        provider.close();
    }

    static Stream<Arguments> charges() {
        return Stream.of(
                charge("", 400, "malformed"),
                charge("null", 400, "malformed"),
                charge("[]", 400, "malformed"),
                charge("\"text\"", 400, "malformed"),
                charge("{", 400, "malformed"),
                charge("{}", 400, "malformed"),
                charge(Merchant.order(5, "tok_ok") + "{}", 400, "malformed"),
                changed("\"amount\":5", "\"amount\":5.5", 400, "malformed"),
                changed("\"amount\":5", "\"amount\":5.0", 400, "malformed"),
                changed("\"amount\":5", "\"amount\":\"5\"", 400, "malformed"),
                changed("\"amount\":5", "\"amount\":null", 400, "malformed"),
                changed("\"amount\":5", "\"amount\":true", 400, "malformed"),
                changed("\"amount\":5", "\"amount\":99999999999999999999", 400, "malformed"),
                changed("\"amount\":5", "\"amount\":5,\"amount\":6", 400, "malformed"),
                changed("\"amount\":5,", "", 400, "malformed"),
                changed("\"amount\":5", "\"amount\":0", 422, "invalid_amount"),
                changed("\"amount\":5", "\"amount\":-5", 422, "invalid_amount"),
                changed("\"amount\":5", "\"amount\":1000000000000", 422, "invalid_amount"),
                changed("\"EUR\"", "\"eur\"", 400, "malformed"),
                changed("\"EUR\"", "\"EURO\"", 400, "malformed"),
                changed("\"EUR\"", "978", 400, "malformed"),
                changed("\"EUR\"", "null", 400, "malformed"),
                changed("\"currency\":\"EUR\",", "", 400, "malformed"),
                changed("tok_ok", "tok_unknown", 422, "unknown_source"),
                changed("tok_ok", "TOK_OK", 422, "unknown_source"),
                changed("tok_ok", "OK", 422, "unknown_source"),
                changed("\"tok_ok\"", "0", 422, "unknown_source"),
                changed("\"tok_ok\"", "{}", 400, "malformed"),
                changed("\"tok_ok\"", "null", 400, "malformed"),
                changed("\"source\":\"tok_ok\",", "", 400, "malformed"),
                changed("order 1", "", 400, "malformed"),
                changed("order 1", "a".repeat(201), 400, "malformed"),
                changed("order 1", "line\\nline", 400, "malformed"),
                changed("\"order 1\"", "1", 400, "malformed"),
                changed("order 1\"", "order 1\",\"more\":1", 400, "malformed"));
    }

    private static Arguments changed(String old, String changed, int status, String code) {
        return charge(Merchant.order(5, "tok_ok").replace(old, changed), status, code);
    }

    private static Arguments charge(String body, int status, String code) {
        return Arguments.of(body, status, code);
    }

    @ParameterizedTest
    @MethodSource("charges")
    void chargeWhenBodyIsBadThenRefuses(String body, int status, String code) {
        Answer answer = merchant.post("/v1/charges", "a-key", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(code);
        assertThat(merchant.get("/v1/charges?key=a-key").status()).isEqualTo(404);
    }

    static Stream<Arguments> refunds() {
        String amount = "\"amount\":5";
        return Stream.of(
                Arguments.of("{}", 400, "malformed"),
                Arguments.of("{\"charge\":\"" + charge + "\"}", 400, "malformed"),
                Arguments.of("{" + amount + "}", 400, "malformed"),
                Arguments.of("{\"charge\":null," + amount + "}", 400, "malformed"),
                Arguments.of("{\"charge\":5," + amount + "}", 400, "malformed"),
                refund(charge, "5.5", 400, "malformed"),
                refund(charge, "\"5\"", 400, "malformed"),
                refund(charge, "0", 422, "invalid_amount"),
                refund(charge, "-1", 422, "invalid_amount"),
                refund(charge, "9223372036854775807", 422, "invalid_amount"),
                refund(charge, "1001", 422, "refund_exceeds_charge"),
                refund(processing, "1", 422, "refund_exceeds_charge"),
                refund("ch_unknown", "1", 404, "not_found"),
                refund("", "1", 404, "not_found"));
    }

    private static Arguments refund(String of, String amount, int status, String code) {
        String body = "{\"charge\":\"%s\",\"amount\":%s}".formatted(of, amount);
        return Arguments.of(body, status, code);
    }

    @ParameterizedTest
    @MethodSource("refunds")
    void refundWhenBodyIsBadThenRefuses(String body, int status, String code) {
        Answer answer = merchant.post("/v1/refunds", "a-key", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(code);
        assertThat(merchant.get("/v1/refunds?key=a-key").status()).isEqualTo(404);
    }

    @Test
    void refundWhenChargeWasDeclinedThenNothingIsLeft() {
        String declined = merchant.get("/v1/charges?key=declined").field("id");

        assertThat(merchant.refund("a-key", declined, 1).error())
                .isEqualTo("refund_exceeds_charge");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "key:1", "schlüssel", "a.b", "OVERLONG"})
    void chargeWhenKeyIsBadThenRefuses(String key) {
        String sent = key.replace("OVERLONG", "k".repeat(65)).replace("ü", "%C3");

        Answer answer = merchant.charge(sent, 5, "tok_ok");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("malformed");
    }

    @Test
    void chargeWhenKeyIsMissingOrGivenTwiceThenRefuses() {
        HttpRequest.Builder request =
                merchant.request("/v1/charges")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Merchant.order(5, "tok_ok")));

        assertThat(merchant.send(request).error()).isEqualTo("malformed");
        request.header("Idempotency-Key", "one").header("Idempotency-Key", "two");
        assertThat(merchant.send(request).error()).isEqualTo("malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", ""})
    void chargeWhenBodyIsNotJsonThenRefuses(String type) {
        HttpRequest.Builder request =
                merchant.request("/v1/charges")
                        .header("Idempotency-Key", "a-key")
                        .POST(BodyPublishers.ofString(Merchant.order(5, "tok_ok")));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }

        Answer answer = merchant.send(request);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.error()).isEqualTo("unsupported_media_type");
    }

    /**
     * The merchant asks before it sends: whoever still sends when the answer comes may lose it with
     * the connection.
     */
    @Test
    void chargeWhenBodyIsTooLargeThenRefuses() {
        HttpRequest.Builder request =
                merchant.request("/v1/charges")
                        .header("Idempotency-Key", "a-key")
                        .header("Content-Type", "application/json")
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString(" ".repeat(65 * 1024)));

        Answer answer = merchant.send(request);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).isEqualTo("too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/charges/ch_unknown, 404, not_found",
        "/v1/charges?key=unknown, 404, not_found",
        "/v1/charges?key=, 400, malformed",
        "/v1/charges?key=a.b, 400, malformed",
        "/v1/charges?key=a&key=b, 400, malformed",
        "/v1/charges?limit=0, 400, malformed",
        "/v1/charges?limit=101, 400, malformed",
        "/v1/charges?limit=-1, 400, malformed",
        "/v1/charges?limit=x, 400, malformed",
        "/v1/charges?limit=1&limit=2, 400, malformed",
        "/v1/charges?after=ch_unknown, 400, malformed",
        "/v1/charges?after=, 400, malformed",
        "/v1/refunds/re_unknown, 404, not_found",
        "/v1/refunds?key=unknown, 404, not_found",
        "/v1/refunds, 400, malformed",
        "/v1/refunds?limit=5, 400, malformed",
        "/v1/charges/a/b, 404, not_found",
        "/v1, 404, not_found",
        "/v1/, 404, not_found",
        "/v2/charges, 404, not_found",
        "/, 404, not_found",
        "/control, 404, not_found",
        "/control/other, 404, not_found",
    })
    void getWhenPathIsBadThenRefuses(String path, int status, String code) {
        Answer answer = merchant.get(path);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/charges",
        "PUT, /v1/charges",
        "POST, /v1/charges/ch_1",
        "DELETE, /v1/refunds/re_1",
        "PATCH, /v1/refunds",
        "POST, /control/faults",
    })
    void requestWhenMethodIsUnknownThenRefuses(String method, String path) {
        Answer answer =
                merchant.send(merchant.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.error()).isEqualTo("method_not_allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: \n",
                "Authorization: Bearer\n",
                "Authorization: Bearer \n",
                "Authorization: Bearer wrong-key\n",
                "Authorization: Bearer test-api-key2\n",
                "Authorization: Bearer test-api-ke\n",
                "Authorization: bearer test-api-key\n",
                "Authorization: Basic test-api-key\n",
                "Authorization: test-api-key\n",
                "Authorization: Bearer test-api-key\nAuthorization: Bearer test-api-key\n",
            })
    void requestWhenApiKeyIsBadThenRefuses(String header) {
        for (String path : new String[] {"/v1/charges", "/v1/refunds/re_1", "/v1/nothing"}) {
            String request =
                    "GET %s HTTP/1.1\nHost: localhost\nConnection: close\n%s\n"
                            .formatted(path, header);

            HttpAnswer answer = RawHttp.exchange(provider.url(), request.replace("\n", "\r\n"));

            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).contains("Bearer");
            assertThat(answer.text()).contains("\"code\":\"unauthorized\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"unknown\":1}",
                "{\"latencyMillis\":-1}",
                "{\"latencyMillis\":60001}",
                "{\"latencyMillis\":\"5\"}",
                "{\"errorRate\":1.1}",
                "{\"hangRate\":-0.1}",
                "{\"resetAfterSuccessRate\":2}",
                "{\"declineRate\":\"NaN\"}",
                "{\"declineRate\":null}",
                "{\"duplicateWebhooks\":1}",
            })
    void faultsWhenBadThenRefusesAndChangesNothing(String body) {
        Answer answer = merchant.faults(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("malformed");
        assertThat(merchant.get("/control/faults").text())
                .isEqualTo(
                        """
                        {"latencyMillis":0,"errorRate":0.0,"hangRate":0.0,\
                        "resetAfterSuccessRate":0.0,"declineRate":0.0,"duplicateWebhooks":false}\
                        """);
    }

    @Test
    void requestWhenItIsNoHttpThenTheErrorLooksTheSame() {
        HttpAnswer answer = RawHttp.exchange(provider.url(), "nonsense\r\n\r\n");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("{\"error\":{\"code\":\"malformed\",");
    }

    @Test
    void healthWhenItServesThenSaysSoToAnyone() {
        assertThat(new Merchant(provider.url(), "none").get("/health"))
                .isEqualTo(new Answer(200, "{\"status\":\"UP\"}"));
    }
}
