// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.request.RequestContext;
import io.gatehouse.common.work.CrashPoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Calls one other service over mutual TLS, and propagates the request id and trace. It never
 * retries: only its user can tell which calls are safe to repeat.
 */
public final class PeerClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    // A proxy in between answers so for a workload that is away.
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private final HttpClient http;
    private final URI base;
    private final CrashPoints crashes;
    private volatile boolean away;

    private PeerClient(HttpClient http, URI base, CrashPoints crashes) {
        this.http = http;
        this.base = base;
        this.crashes = requireNonNull(crashes, "crashes");
    }

    /**
     * Creates a client for one workload.
     *
     * @param workload its short name, such as {@code orders}
     * @param base its URL, without a path
     */
    public static PeerClient of(PeerTls tls, String workload, URI base, CrashPoints crashes) {
        requireNonNull(base, "base");
        HttpClient.Builder http =
                HttpClient.newBuilder()
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIMEOUT);
        tls.towards(workload).ifPresent(http::sslContext);
        return new PeerClient(http.build(), base, crashes);
    }

    /**
     * Sends one request and reads the whole response, whatever its status.
     *
     * @param path path and query, beginning with a slash
     * @param timeout from sending until the response is complete
     * @throws IOException when there is no response; the request may have been processed
     */
    public HttpResponse<byte[]> send(
            String method, String path, Optional<byte[]> json, Duration timeout)
            throws IOException {
        HttpRequest.Builder request = request(path).timeout(timeout);
        json.ifPresent(body -> request.header("Content-Type", "application/json"));
        request.method(
                method, json.map(BodyPublishers::ofByteArray).orElseGet(BodyPublishers::noBody));
        boolean answered = false;
        crashes.pass(CrashPoints.Point.BEFORE_CALL);
        try {
            HttpResponse<byte[]> response =
                    Exchange.within(timeout, http, request.build(), BodyHandlers.ofByteArray());
            crashes.pass(CrashPoints.Point.AFTER_CALL);
            answered = !AWAY.contains(response.statusCode());
            return response;
        } finally {
            away = !answered;
        }
    }

    /** Whether the last request sent had no response, or one that says the workload is away. */
    public boolean isAway() {
        return away;
    }

    /** Creates a request with the request id and trace, for responses read as a stream. */
    public HttpRequest.Builder request(String path) {
        RequestContext context = RequestContext.current();
        return HttpRequest.newBuilder(base.resolve(path))
                .header("X-Request-Id", context.requestId())
                .header("traceparent", context.traceparent());
    }

    /** The underlying client, for responses read as a stream. */
    public HttpClient http() {
        return http;
    }
}
