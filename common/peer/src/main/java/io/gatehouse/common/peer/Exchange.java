// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request and its whole response, in time. */
public final class Exchange {
    private Exchange() {}

    /**
     * Sends a request and reads the whole response. A request's own timeout ends with the head of
     * the response; this one covers the body too.
     *
     * @param timeout from sending until the response is complete
     * @throws HttpTimeoutException when it is not complete in time
     * @throws InterruptedIOException when the thread is interrupted, which it stays
     * @throws IOException when there is no response; the request may have been processed
     */
    public static HttpResponse<byte[]> within(
            Duration timeout, HttpClient http, HttpRequest request, BodyHandler<byte[]> body)
            throws IOException {
        CompletableFuture<HttpResponse<byte[]>> response = http.sendAsync(request, body);
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new HttpTimeoutException("no whole answer in time");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known
                    ? known
                    : new IOException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        } finally {
            response.cancel(true);
        }
    }
}
