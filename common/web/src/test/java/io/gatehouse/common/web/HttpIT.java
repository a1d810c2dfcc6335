// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.web.admission.BodyRules;
import io.gatehouse.testkit.BadRequest;
import io.gatehouse.testkit.GatewayHeaders;
import io.gatehouse.testkit.HeadRequest;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.RawHttp;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not depend on a resource: how requests are read and answers are framed. */
@HelidonTest
class HttpIT {
    private static final String BIG = "{\"name\":\"" + "x".repeat(BodyRules.MAX_BYTES) + "\"}";

    /** What a server must not take for a request: it stands in the body of another. */
    private static final String HIDDEN = "GET /sample/admin HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Inject private WebTarget target;

    private Http gateway;

    @BeforeEach
    void open() {
        gateway = Http.at(target.getUri()).anonymous();
    }

    @ParameterizedTest
    @MethodSource("io.gatehouse.testkit.BadRequest#all")
    void anyRequestWhenWrongAsHttpThenAProblemAndALogLine(BadRequest bad) {
        bad.check(gateway, "/sample/public", gateway, "/sample/body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public",
                "large",
                "empty",
                "signed-in",
                "peer",
                "broken",
                "nothing",
                "body"
            })
    void headWhenAskedThenAsGetWithoutABody(String path) {
        HeadRequest.check(gateway, "/sample/" + path);
    }

    @Test
    void deleteWhenThePathHasGetThenAllowNamesHead() {
        HttpAnswer answer = gateway.send("DELETE", "/sample/public");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void postWhenAChunkedBodyIsTooLargeThen413() {
        HttpAnswer answer = post("/sample/body", chunked(BIG));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).contains("\"too_large\"");
    }

    @Test
    void postWhenTheBodyIsNotReadThenItIsNoRequestEither() {
        HttpAnswer answer =
                post("/sample/made", "Connection: close\r\n" + chunked(HIDDEN.repeat(2000)));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: gzip\r\n\r\n",
                "Transfer-Encoding: gzip, chunked\r\n\r\n",
                "Transfer-Encoding: Chunked\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx\r\n\r\n"
            })
    void postWhenTheEndOfTheBodyIsUnclearThenNothingOfItIsARequest(String framing) {
        HttpAnswer answer = post("/sample/body", framing + HIDDEN);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Connection")).hasValue("close");
        assertThat(answer.text()).doesNotContain("HTTP/1.1");
    }

    /** A client library would join them: the last one would be the peer, and not refused. */
    @ParameterizedTest
    @CsvSource({"gateway, orders", "orders, gateway", "orders, orders", "gateway, gateway"})
    void getWhenThePeerIsNamedInTwoLinesThenRefused(String first, String second) {
        String head = "GET /sample/shared HTTP/1.1\r\nHost: localhost\r\n";

        HttpAnswer answer =
                RawHttp.exchange(gateway.base(), head + peer(first) + peer(second) + "\r\n");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("\"peer_refused\"");
    }

    private static String peer(String name) {
        Map<String, String> headers =
                name.equals("gateway") ? GatewayHeaders.anonymous() : GatewayHeaders.workload(name);
        return "x-forwarded-client-cert: " + headers.get("x-forwarded-client-cert") + "\r\n";
    }

    private HttpAnswer post(String path, String rest) {
        return RawHttp.exchange(
                gateway.base(),
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\n"
                        + peer("gateway")
                        + "Content-Type: application/json\r\n"
                        + rest);
    }

    private static String chunked(String body) {
        return "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length())
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n";
    }
}
