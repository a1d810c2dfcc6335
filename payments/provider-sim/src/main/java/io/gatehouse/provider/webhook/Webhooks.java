// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.webhook;

import static java.util.Objects.requireNonNull;

import io.gatehouse.provider.charge.Event;
import io.gatehouse.provider.wire.Json;
import io.gatehouse.provider.work.Background;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Sends each event until the merchant takes it with 2xx, with growing pauses in between. */
public final class Webhooks {
    private static final Logger LOG = System.getLogger(Webhooks.class.getName());
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_AT_ONCE = 16;
    private static final int MAX_DOUBLINGS = 20;

    private final WebhookConfig config;
    private final Background background;
    private final BooleanSupplier duplicates;
    private final Clock clock;
    private final RandomGenerator random;
    private final Signature signature;
    private final HttpClient http;
    private final Semaphore atOnce = new Semaphore(MAX_AT_ONCE);
    private volatile Optional<URI> target;

    /**
     * Creates the sender.
     *
     * @param duplicates whether each event is sent twice
     */
    public Webhooks(
            WebhookConfig config,
            Background background,
            BooleanSupplier duplicates,
            Clock clock,
            RandomGenerator random) {
        this.config = requireNonNull(config, "config");
        this.background = requireNonNull(background, "background");
        this.duplicates = requireNonNull(duplicates, "duplicates");
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
        this.signature = new Signature(config.secret());
        this.http = client(config.ca());
        this.target = config.url();
    }

    private static HttpClient client(Optional<Path> ca) {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIMEOUT);
        ca.ifPresent(file ->
                client.sslContext(Tls.builder().trust(authorities(file)).build().sslContext()));
        return client.build();
    }

    /** An empty list would mean the authorities of the JDK. */
    private static List<X509Certificate> authorities(Path file) {
        try {
            List<X509Certificate> found =
                    Keys.builder()
                            .pem(pem -> pem.certificates(Resource.create(file)))
                            .build()
                            .certs();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(noCertificate(file), unreadable);
        }
        throw new IllegalArgumentException(noCertificate(file));
    }

    private static String noCertificate(Path file) {
        return "no certificate can be read from " + file;
    }

    /** Sends to this address from now on, also what waits. */
    public void sendTo(URI url) {
        target = Optional.of(url);
    }

    /**
     * Sends an event in the background.
     *
     * @param taken is told when the merchant took it
     */
    public void send(Event event, Consumer<Event> taken) {
        background.run(() -> {
            if (deliver(event)) {
                taken.accept(event);
            }
        });
    }

    private boolean deliver(Event event) {
        for (int failures = 0; !isTaken(event, failures); failures++) {
            if (!background.pause(pause(failures))) {
                return false;
            }
        }
        return true;
    }

    private boolean isTaken(Event event, int failures) {
        try {
            atOnce.acquire();
            try {
                return target.isPresent()
                        && post(target.get(), event)
                        && (!duplicates.getAsBoolean() || post(target.get(), event));
            } finally {
                atOnce.release();
            }
        } catch (IOException away) {
            // The first failure of an event is worth a line; its later ones say nothing new.
            Level level = failures == 0 ? Level.WARNING : Level.DEBUG;
            LOG.log(level, "{0} was not taken: {1}", event.id(), away.toString());
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean post(URI url, Event event) throws IOException, InterruptedException {
        byte[] body = Json.write(event);
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .header(Signature.HEADER, signature.of(clock.instant(), body))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("answered " + status);
        }
        return true;
    }

    private Duration pause(int failures) {
        Duration grown = config.firstPause().multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
        long ceiling =
                (grown.compareTo(config.longestPause()) < 0 ? grown : config.longestPause())
                        .toNanos();
        return Duration.ofNanos(random.nextLong(ceiling / 2, ceiling + 1));
    }
}
