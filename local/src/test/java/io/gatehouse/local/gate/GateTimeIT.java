// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.HttpAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long the gate waits for a client or a service that does not come to an end. */
@ExtendWith(GateExtension.class)
class GateTimeIT {

    private static final String POST =
            "POST /authentication/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
                    + "Origin: "
                    + GateFiles.SECOND_ORIGIN
                    + "\r\n";

    /** All at once, because each takes what the gate is patient for. */
    @Test
    void answerWhenSomebodyStallsThenInTime(Gate gate) throws Exception {
        gate.serve("products", "products");
        GateClient client = gate.from("127.0.8.1");
        String caller = gate.bearer();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Timed> headers = threads.submit(timed(() -> client.raw(POST)));
            Future<Timed> body = threads.submit(timed(() -> client.raw(POST + "\r\nabc")));
            Future<Timed> service =
                    threads.submit(
                            timed(() ->
                                    client.send(
                                            "GET",
                                            "/products?hold",
                                            caller,
                                            "Origin: " + GateFiles.SECOND_ORIGIN)));
            Future<Double> handshake = threads.submit(() -> secondsUntilClosed(gate));

            assertThat(handshake.get()).isBetween(4.0, 7.0);
            assertTimed(headers.get(), 408, "request_timeout", 5);
            assertTimed(body.get(), 408, "request_timeout", 15);
            assertTimed(service.get(), 504, "timeout", 15);
            assertThat(service.get().answer().header("retry-after")).isPresent();
            // Where the headers never came to an end, nobody knows whose page it was.
            assertThat(List.of(body.get().answer(), service.get().answer()))
                    .allSatisfy(answer ->
                            assertThat(answer.header("access-control-allow-origin"))
                                    .hasValue(GateFiles.SECOND_ORIGIN));
        } finally {
            gate.serve("products", "products");
        }
    }

    private static void assertTimed(Timed timed, int status, String code, double seconds) {
        assertThat(timed.answer().status()).isEqualTo(status);
        assertThat(timed.answer().code()).isEqualTo(code);
        assertThat(timed.seconds()).isBetween(seconds - 1, seconds + 3);
    }

    private static double secondsUntilClosed(Gate gate) throws IOException {
        long start = System.nanoTime();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gate.port("gateway.port"))) {
            assertThat(socket.getInputStream().read()).isNegative();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static Callable<Timed> timed(Callable<HttpAnswer> request) {
        return () -> {
            long start = System.nanoTime();
            HttpAnswer answer = request.call();
            return new Timed(answer, (System.nanoTime() - start) / 1e9);
        };
    }

    private record Timed(HttpAnswer answer, double seconds) {}
}
