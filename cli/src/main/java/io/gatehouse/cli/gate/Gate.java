// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Sends requests to the gate over HTTP, and retries them as their policy allows. */
public final class Gate {

    /** In bytes; a page of 100 products with the longest texts is far below this. */
    private static final long LARGEST_ANSWER = 8L << 20;

    private final URI base;
    private final HttpClient http;
    private final Backoff backoff;
    private final Clock clock;
    private final String whenAway;

    /**
     * A client of one gate.
     *
     * @param base the URL without a path
     * @param whenAway advice for the user when the connection is refused
     */
    public Gate(URI base, HttpClient http, Backoff backoff, Clock clock, String whenAway) {
        this.base = requireNonNull(base, "base");
        this.whenAway = requireNonNull(whenAway, "whenAway");
        this.http = requireNonNull(http, "http");
        this.backoff = requireNonNull(backoff, "backoff");
        this.clock = requireNonNull(clock, "clock");
    }

    public URI base() {
        return base;
    }

    /**
     * Sends a call and returns the last response, whatever its status.
     *
     * @throws Failure.Unreachable when there is no response
     */
    public Answer send(Call call) {
        try {
            return tries(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unreachable("Interrupted while waiting for " + base + ".", e);
        }
    }

    private Answer tries(Call call) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= call.retryPolicy().tries();
            Optional<Duration> asked = Optional.empty();
            try {
                Answer answer = once(call);
                if (last || !answer.isPassing()) {
                    return answer;
                }
                asked = answer.retryAfter();
            } catch (IOException e) {
                if (last || e instanceof SSLException) {
                    throw unreachable(e);
                }
            }
            backoff.rest(attempt, asked);
        }
    }

    private Answer once(Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + call.path()))
                        .timeout(call.retryPolicy().timeout())
                        .header("Accept", "application/json, application/problem+json");
        call.headers().forEach(request::header);
        call.body().ifPresent(body -> request.header("Content-Type", "application/json"));
        request.method(
                call.method(),
                call.body()
                        .map(HttpRequest.BodyPublishers::ofString)
                        .orElseGet(HttpRequest.BodyPublishers::noBody));
        HttpResponse<String> response =
                http.send(
                        request.build(),
                        BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Retry-After").flatMap(this::retryAfter),
                response.headers().firstValue("X-Request-Id"),
                response.headers().firstValue("Link"));
    }

    /** Parses both forms of RFC 9110, section 10.2.3: seconds or a date. */
    private Optional<Duration> retryAfter(String value) {
        try {
            if (value.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            ZonedDateTime at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), at.toInstant());
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Failure unreachable(IOException e) {
        String why =
                switch (e) {
                    case SSLException tls ->
                            "The gate at %s cannot be trusted: %s. Its CA is given with --ca."
                                    .formatted(base, tls.getMessage());
                    case HttpTimeoutException slow ->
                            "The gate at %s did not answer in time.".formatted(base);
                    case java.net.ConnectException refused ->
                            "Nothing answers at %s. %s".formatted(base, whenAway);
                    default ->
                            "The connection to %s was lost before the answer came.".formatted(base);
                };
        return new Failure.Unreachable(why, e);
    }
}
