// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.testkit.Json;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Accounts and sessions for the tests.
 *
 * <p>A registration costs a password hash, and each subject has a limit of its own; so tests that
 * do not change an account share a few, taken in turn.
 */
public final class Accounts implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Well before the five minutes of a token are over. */
    private static final Duration FRESH = Duration.ofMinutes(3);

    private final Target target;
    private final JsonNode known;
    private final Pool customers = new Pool(16, this::register);
    private final Pool payers = new Pool(4, () -> registerAs("payment"));
    private final Pool admins = new Pool(4, () -> registerAs("admin"));
    private Session first;

    public Accounts(Target target, Path known) {
        this.target = target;
        this.known = Json.read(known);
    }

    /** The admin the system came with. */
    public synchronized Session firstAdmin() {
        if (first == null || first.since().plus(FRESH).isBefore(Instant.now())) {
            first = login(withRole("admin"));
        }
        return first;
    }

    /** A shared session of a customer: do not change the account or end the session. */
    public Session customer() {
        return customers.next();
    }

    /** A shared session with the role payment. */
    public Session payment() {
        return payers.next();
    }

    /** A shared session with the role admin. */
    public Session admin() {
        return admins.next();
    }

    /** One of the accounts the system came with. */
    public Account withRole(String role) {
        for (JsonNode account : known) {
            if (account.path("roles").toString().contains("\"" + role + "\"")) {
                return new Account(
                        account.path("username").asText(),
                        account.path("email").asText(),
                        account.path("password").asText());
            }
        }
        throw new IllegalStateException(
                "no account with the role " + role + " in the accounts file");
    }

    /** An account nobody else uses, not yet registered. */
    public Account imagine() {
        String name = "e2e-" + random(6);
        return new Account(name, name + "@example.com", random(16));
    }

    /** Registers a new customer. */
    public Account register() {
        Account account = imagine();
        try (Client client = target.client()) {
            client.setUp(
                            Call.post(
                                    "/authentication/registration",
                                    Map.of(
                                            "username", account.username(),
                                            "email", account.email(),
                                            "password", account.password())))
                    .expect(201);
        }
        return account;
    }

    /** Signs in from a new address. */
    public Session login(Account account) {
        Client client = target.client();
        return Session.of(account, client, client.setUp(loginCall(account)));
    }

    /** Sets the roles of an account; its earlier tokens end with that. */
    public void grant(String id, String... roles) {
        firstAdmin()
                .setUp(Call.put("/admin/users/" + id + "/roles", Map.of("roles", List.of(roles))))
                .expect(200, 204);
    }

    public static Call loginCall(Account account) {
        return Call.post(
                "/authentication/login",
                Map.of("username", account.username(), "password", account.password()));
    }

    /** A sign-in by a page of the gate's own origin, which is told no token. */
    public Call cookieLoginCall(Account account) {
        Map<String, String> body =
                Map.of(
                        "username", account.username(),
                        "password", account.password(),
                        "session", "cookie");
        return Call.post("/authentication/login", body).with("Origin", target.origin());
    }

    public static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Registers a new account with these roles. */
    public Account registerAs(String... roles) {
        Account account = register();
        try (Session session = login(account)) {
            grant(session.id(), roles);
        }
        return account;
    }

    /** Whoever asks for a shared session next gets a new one. */
    public synchronized void forgetSessions() {
        List.of(customers, payers, admins).forEach(Pool::forget);
        if (first != null) {
            first.close();
            first = null;
        }
    }

    @Override
    public void close() {
        forgetSessions();
    }

    /** Sessions given out in turn; one whose token gets old is replaced. */
    private final class Pool {
        private final int size;
        private final Supplier<Account> source;
        private final List<Session> sessions = new ArrayList<>();
        private int turn;

        Pool(int size, Supplier<Account> source) {
            this.size = size;
            this.source = source;
        }

        synchronized Session next() {
            if (sessions.size() < size) {
                sessions.add(login(source.get()));
                return sessions.getLast();
            }
            turn = (turn + 1) % size;
            Session session = sessions.get(turn);
            if (session.since().plus(FRESH).isBefore(Instant.now())) {
                session.close();
                session = login(session.account());
                sessions.set(turn, session);
            }
            return session;
        }

        synchronized void forget() {
            sessions.forEach(Session::close);
            sessions.clear();
        }
    }
}
