// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.Gate;
import io.gatehouse.cli.gate.Patience;
import io.gatehouse.cli.gate.Trust;
import io.gatehouse.cli.screen.Asker;
import io.gatehouse.cli.screen.ConsoleAsker;
import io.gatehouse.cli.screen.NobodyToAsk;
import io.gatehouse.cli.screen.Screen;
import io.gatehouse.cli.screen.Text;
import io.gatehouse.cli.session.SessionFile;
import io.gatehouse.cli.session.SignedInGate;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** What a command works with: the gate, the screen and the person in front of it. */
public final class Visit {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Surroundings surroundings;
    private final Connection connection;
    private final Asker asker;
    private final Recent recent;

    public Visit(Surroundings surroundings, Connection connection) {
        this(surroundings, connection, asker(surroundings), new Recent());
    }

    public Visit(Surroundings surroundings, Connection connection, Asker asker, Recent recent) {
        this.surroundings = requireNonNull(surroundings, "surroundings");
        this.connection = requireNonNull(connection, "connection");
        this.asker = requireNonNull(asker, "asker");
        this.recent = requireNonNull(recent, "recent");
    }

    private static Asker asker(Surroundings surroundings) {
        return surroundings
                .streams()
                .console()
                .<Asker>map(ConsoleAsker::new)
                .orElseGet(NobodyToAsk::new);
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public Connection connection() {
        return connection;
    }

    public Asker asker() {
        return asker;
    }

    public Recent recent() {
        return recent;
    }

    public Screen screen() {
        Streams streams = surroundings.streams();
        return new Screen(streams.out(), streams.err(), surroundings.colours());
    }

    /** Shows an answer raw where JSON was asked for, else by the given means. */
    void show(Answer answer, Runnable forPeople) {
        if (connection.json()) {
            screen().json(answer.body());
        } else {
            forPeople.run();
        }
    }

    Gate gate() {
        Target target = Target.of(connection, surroundings);
        Patience patience = new Patience(surroundings.random(), surroundings.sleeper());
        return new Gate(target.url(), client(target), patience, surroundings.clock());
    }

    public SignedInGate signedIn() {
        return new SignedInGate(
                gate(), new SessionFile(surroundings.state()), surroundings.clock());
    }

    public Path state() {
        return surroundings.state();
    }

    public URI url() {
        return Target.of(connection, surroundings).url();
    }

    String time(Instant instant) {
        return Text.time(instant, surroundings.clock().getZone());
    }

    /** 192 bits that no one else will choose, in 32 characters. */
    String freshKey() {
        byte[] key = new byte[24];
        surroundings.random().nextBytes(key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    }

    private static HttpClient client(Target target) {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (target.isEncrypted()) {
            if (!Files.exists(target.ca())) {
                throw new Failure.Unreachable(
                        "There is no CA certificate at %s to trust %s by: give one with --ca."
                                .formatted(target.ca(), target.url()),
                        null);
            }
            client.sslContext(Trust.only(target.ca()));
        }
        return client.build();
    }
}
