// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpContent;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.gatehouse.payments.provider.ProviderConnection.Call;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends the requests of Stripe's library as all calls to the provider are sent. Of a URL only path
 * and query count: where the provider is, and the key it knows us by, is the connection's.
 */
final class StripeTransport extends HttpClient {
    /** The others tell of this machine, or of how long earlier requests took. */
    private static final List<String> HEADERS = List.of("Idempotency-Key", "Stripe-Version");

    private final ProviderCalls calls;

    StripeTransport(ProviderCalls calls) {
        this.calls = calls;
    }

    @Override
    public StripeResponse request(StripeRequest request) throws ApiConnectionException {
        HttpResponse<byte[]> answer =
                calls.send(call(request))
                        .orElseThrow(() -> new ApiConnectionException("there was no answer"));
        // Without headers: what the library does about them is not wanted.
        return new StripeResponse(
                answer.statusCode(),
                HttpHeaders.of(Map.of()),
                new String(answer.body(), StandardCharsets.UTF_8));
    }

    private static Call call(StripeRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : HEADERS) {
            request.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
        }
        Optional<HttpContent> content = Optional.ofNullable(request.content());
        content.ifPresent(form -> headers.put("Content-Type", form.contentType()));
        return new Call(
                request.url().getFile(), headers, content.map(HttpContent::byteArrayContent));
    }
}
