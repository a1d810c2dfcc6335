// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider;

import io.gatehouse.provider.charge.Book;
import io.gatehouse.provider.charge.CreateCharge;
import io.gatehouse.provider.charge.CreateRefund;
import io.gatehouse.provider.charge.DecideCharges;
import io.gatehouse.provider.charge.Names;
import io.gatehouse.provider.fault.FaultSwitch;
import io.gatehouse.provider.fault.Faults;
import io.gatehouse.provider.webhook.Webhooks;
import io.gatehouse.provider.work.Background;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A running provider: a program of its own, or a part of another module's tests.
 *
 * <pre>{@code
 * ProviderServer provider = ProviderServer.start(ProviderConfig.of(directory, "the key"));
 * }</pre>
 */
public final class ProviderServer implements AutoCloseable {
    private static final long MAX_BODY = 64 * 1024;
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Background background = new Background();
    private final FaultSwitch faults;
    private final Optional<Webhooks> webhooks;
    private final Book book;
    private final WebServer server;

    private ProviderServer(ProviderConfig config, Clock clock, RandomGenerator random)
            throws IOException {
        faults = new FaultSwitch(background, random);
        webhooks =
                config.webhook()
                        .map(merchant ->
                                new Webhooks(
                                        merchant,
                                        background,
                                        () -> faults.faults().duplicateWebhooks(),
                                        clock,
                                        random));
        book = new Book(config.data());
        webhooks.ifPresent(sender -> book.onEvent(event -> sender.send(event, book::acknowledge)));
        server = server(config, new Names(clock, random));
    }

    private WebServer server(ProviderConfig config, Names names) {
        DecideCharges bank =
                new DecideCharges(book, names, faults, background, config.processing());
        bank.resume();
        ChargeRoutes charges =
                new ChargeRoutes(book, new CreateCharge(book, names, bank, faults), faults);
        RefundRoutes refunds =
                new RefundRoutes(book, new CreateRefund(book, names, faults), faults);
        HttpRouting.Builder routing = HttpRouting.builder();
        new Routes(config.apiKey(), faults).add(routing, charges, refunds);
        DirectHandlers.Builder refusals = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            refusals.addHandler(type, Answers::refuse);
        }
        return WebServer.builder()
                .host(config.host())
                .port(config.port())
                .maxPayloadSize(MAX_BODY)
                .shutdownGracePeriod(GRACE)
                .shutdownHook(false)
                // Where a service embeds it, nothing of that service's server comes along.
                .featuresDiscoverServices(false)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .directHandlers(refusals.build())
                .routing(routing)
                .build();
    }

    /** Starts a provider; what it knew in this directory it knows again. */
    public static ProviderServer start(ProviderConfig config) {
        return start(config, Clock.systemUTC(), new SecureRandom());
    }

    /**
     * Starts a provider.
     *
     * @param random draws ids, faults and pauses; it must be safe for use by several threads
     */
    public static ProviderServer start(ProviderConfig config, Clock clock, RandomGenerator random) {
        try {
            ProviderServer provider = new ProviderServer(config, clock, random);
            provider.serve(config);
            return provider;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** A server that could not take its port logs that, and returns as if it had. */
    private void serve(ProviderConfig config) {
        server.start();
        if (!server.isRunning()) {
            close();
            throw new IllegalStateException(
                    "cannot listen at %s:%d".formatted(config.host(), config.port()));
        }
    }

    public int port() {
        return server.port();
    }

    /** The base of its paths, as seen from this machine. */
    public URI url() {
        return URI.create("http://localhost:" + port());
    }

    /** Switches faults on, as a PUT of {@code /control/faults} does. */
    public void setFaults(Faults switchedOn) {
        faults.set(switchedOn);
    }

    /** Sends events to this address from now on, also those that wait. */
    public void sendWebhooksTo(URI url) {
        webhooks.orElseThrow(() -> new IllegalStateException("no webhook secret is configured"))
                .sendTo(url);
    }

    /** Ends it; nothing is left to be written, since what was answered is on the disk. */
    @Override
    public void close() {
        background.close();
        server.stop();
        try {
            book.close();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
