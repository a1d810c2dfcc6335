// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.web.request.RequestContext;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.FakeServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over real connections: what is sent along, and to whom. */
class PeerClientIT {
    private static final String WORKLOADS = "spiffe://gatehouse.test/ns/gatehouse/sa/";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @TempDir private Path directory;

    private final List<String> heard = new ArrayList<>();
    private Certificates certificates;
    private FakeServer server;

    @BeforeEach
    void issue() {
        certificates = new Certificates(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendWhenServingARequestThenItsIdsAreSentOn() throws IOException {
        URI base = serve(new FakeServer());
        List<RequestContext> served = new ArrayList<>();

        RequestContext.runFresh(() -> {
            served.add(RequestContext.current());
            assertThatCode(() -> call(plain(), base, Optional.of("{}"))).doesNotThrowAnyException();
        });

        assertThat(heard)
                .containsExactly(
                        "POST /path?a=b",
                        "x-request-id: [" + served.getFirst().requestId() + "]",
                        "traceparent: [" + served.getFirst().traceparent() + "]",
                        "content-type: [application/json]",
                        "{}");
    }

    @Test
    void sendWhenOutsideAnyRequestThenFreshIdsAndNoBodyHasNoType() throws IOException {
        URI base = serve(new FakeServer());

        call(plain(), base, Optional.empty());

        assertThat(heard.get(1)).matches("x-request-id: \\[[0-9a-f-]{36}]");
        assertThat(heard.get(2)).matches("traceparent: \\[00-[0-9a-f]{32}-[0-9a-f]{16}-00]");
        assertThat(heard.get(3)).isEqualTo("content-type: null");
    }

    @ParameterizedTest
    @CsvSource({"200, false", "404, false", "500, false", "502, true", "503, true", "504, true"})
    void isAwayWhenAnsweredThenOnlyIfAProxySaysSo(int status, boolean away) throws IOException {
        server = new FakeServer().on("/", _ -> FakeServer.Reply.status(status));
        PeerClient peer = PeerClient.of(plain(), "orders", server.url(), CrashPoints.none());

        peer.send("GET", "/", Optional.empty(), TIMEOUT);

        assertThat(peer.isAway()).isEqualTo(away);
    }

    @Test
    void sendWhenTheBodyNeverEndsThenEndsInTime() {
        CountDownLatch over = new CountDownLatch(1);
        server =
                new FakeServer()
                        .handle(
                                "/",
                                exchange -> {
                                    exchange.sendResponseHeaders(200, 10);
                                    exchange.getResponseBody().write('1');
                                    exchange.getResponseBody().flush();
                                    try {
                                        over.await();
                                    } catch (InterruptedException closing) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
        PeerClient peer = PeerClient.of(plain(), "orders", server.url(), CrashPoints.none());

        assertThatThrownBy(() -> peer.send("GET", "/", Optional.empty(), Duration.ofMillis(300)))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(peer.isAway()).isTrue();
        over.countDown();
    }

    @Test
    void isAwayWhenNotAnsweredThenUntilTheNextAnswer() throws IOException {
        AtomicReference<FakeServer.Reply> reply = new AtomicReference<>(FakeServer.Reply.cut());
        server = new FakeServer().on("/", _ -> reply.get());
        PeerClient peer = PeerClient.of(plain(), "orders", server.url(), CrashPoints.none());
        assertThat(peer.isAway()).isFalse();

        assertThatThrownBy(() -> peer.send("POST", "/", Optional.empty(), TIMEOUT))
                .isInstanceOf(IOException.class);

        assertThat(peer.isAway()).isTrue();
        reply.set(FakeServer.Reply.status(200));
        peer.send("POST", "/", Optional.empty(), TIMEOUT);
        assertThat(peer.isAway()).isFalse();
    }

    @Test
    void sendWhenThePeerProvesToBeTheOneMeantThenAnswered() throws IOException {
        URI base = serveTls(certificates.workload("orders", WORKLOADS + "orders"));

        assertThat(call(own(), base, Optional.empty()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WORKLOADS + "payments",
                WORKLOADS + "orders2",
                WORKLOADS + "orders/x",
                "spiffe://evil.test/ns/gatehouse/sa/orders",
                "https://gatehouse.test/ns/gatehouse/sa/orders"
            })
    void sendWhenThePeerIsAnotherThenNothingIsSent(String identity) throws IOException {
        assertRefused(certificates.workload("other", identity));
    }

    @Test
    void sendWhenThePeerHasNoOrTwoNamesThenNothingIsSent() throws IOException {
        assertRefused(certificates.workload("none"));
        server.close();
        assertRefused(certificates.workload("two", WORKLOADS + "orders", WORKLOADS + "payments"));
    }

    @Test
    void sendWhenThePeersAuthorityIsAnotherThenNothingIsSent(@TempDir Path elsewhere)
            throws IOException {
        assertRefused(new Certificates(elsewhere).workload("orders", WORKLOADS + "orders"));
    }

    private void assertRefused(Certificates.Workload peer) throws IOException {
        URI base = serveTls(peer);

        assertThatThrownBy(() -> call(own(), base, Optional.empty()))
                .isInstanceOf(SSLHandshakeException.class);
        assertThat(heard).isEmpty();
    }

    private static HttpResponse<byte[]> call(PeerTls tls, URI base, Optional<String> json)
            throws IOException {
        return PeerClient.of(tls, "orders", base, CrashPoints.none())
                .send(
                        json.isPresent() ? "POST" : "GET",
                        "/path?a=b",
                        json.map(text -> text.getBytes(StandardCharsets.UTF_8)),
                        TIMEOUT);
    }

    private URI serveTls(Certificates.Workload identity) {
        return serve(FakeServer.overTls(tls(identity).own().orElseThrow().server()));
    }

    private URI serve(FakeServer fake) {
        server = fake.on("/", this::answer);
        return server.url();
    }

    private FakeServer.Reply answer(FakeServer.Request request) {
        heard.add(request.call());
        for (String name : List.of("x-request-id", "traceparent", "content-type")) {
            heard.add(name + ": " + request.headers().get(name));
        }
        heard.add(request.body());
        return FakeServer.Reply.status(200);
    }

    private PeerTls own() {
        return tls(certificates.workload("products", WORKLOADS + "products"));
    }

    private static PeerTls plain() {
        return new PeerTls(Optional.empty(), Optional.empty(), Optional.empty(), WORKLOADS);
    }

    private static PeerTls tls(Certificates.Workload files) {
        return new PeerTls(
                Optional.of(files.key()),
                Optional.of(files.certificate()),
                Optional.of(files.trust()),
                WORKLOADS);
    }
}
