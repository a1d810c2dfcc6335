// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import io.gatehouse.common.peer.Exchange;
import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Calls the provider over HTTP. */
@ApplicationScoped
class ProviderConnection {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final int MAX_BYTES = 65_536;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final HttpClient http;
    private final URI base;
    private final String authorization;

    @Inject
    ProviderConnection(PaymentsConfig config) {
        this.http =
                HttpClient.newBuilder()
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
        this.base = config.provider().url();
        this.authorization = "Bearer " + config.provider().keyFile().text();
    }

    /**
     * Sends one request and reads the whole answer.
     *
     * @param timeout from sending until the answer is complete
     * @throws ProviderAwayException when there is no answer, or one that tells no outcome (5xx,
     *     429)
     */
    HttpResponse<byte[]> send(Call call, Duration timeout) {
        HttpResponse<byte[]> answer = exchange(request(call, timeout), timeout);
        int status = answer.statusCode();
        if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS) {
            throw ProviderAwayException.failed("the provider answered " + status);
        }
        return answer;
    }

    private HttpRequest request(Call call, Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(call.path()))
                        .header("Authorization", authorization)
                        .timeout(timeout);
        call.headers().forEach(request::header);
        return call.body()
                .map(body -> request.POST(BodyPublishers.ofByteArray(body)))
                .orElseGet(request::GET)
                .build();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request, Duration timeout) {
        try {
            return Exchange.within(
                    timeout,
                    http,
                    request,
                    BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        } catch (HttpTimeoutException slow) {
            throw ProviderAwayException.timedOut();
        } catch (InterruptedIOException stopping) {
            throw ProviderAwayException.failed("interrupted before the answer", stopping);
        } catch (IOException failed) {
            throw ProviderAwayException.failed("there was no answer", failed);
        }
    }

    /**
     * A request to the provider: a POST with a body, a GET without.
     *
     * @param path path and query, beginning with a slash
     * @param headers all but the credential, which is added here
     */
    record Call(String path, Map<String, String> headers, Optional<byte[]> body) {}
}
