// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.timing;

import static java.util.Objects.requireNonNull;

import io.gatehouse.bench.Api;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Sends the requests whose times must not tell anything, each from another address. */
final class Probe {
    private static final String CLIENT_ADDRESS = "x-gatehouse-client-address";
    private static final String GUESS = "a guess that is wrong";

    private final Api idp;
    private final Supplier<Map<String, String>> people;
    private final AtomicInteger address = new AtomicInteger(0x0A000000);

    /**
     * A kind of requests.
     *
     * @param status that each is answered with
     */
    record Kind(String name, int status, Supplier<Api.Reply> request) {}

    /**
     * A pair of kinds that are answered alike.
     *
     * @param name of the endpoint
     */
    record Pair(String name, Kind one, Kind other) {}

    /**
     * @param idp asked as the gate asks it
     * @param people the credentials of another person each time
     */
    Probe(Api idp, Supplier<Map<String, String>> people) {
        this.idp = requireNonNull(idp, "idp");
        this.people = requireNonNull(people, "people");
    }

    Pair signIn() {
        return new Pair(
                "sign-in",
                new Kind("wrong password", 401, () -> signIn(known(), GUESS)),
                new Kind("unknown name", 401, () -> signIn(unknown(), GUESS)));
    }

    Pair signInWithNothing() {
        return new Pair(
                "sign-in",
                new Kind("wrong password", 401, () -> signIn(known(), GUESS)),
                new Kind("empty password", 401, () -> signIn(known(), "")));
    }

    Pair registration() {
        return new Pair(
                "registration",
                new Kind("taken name", 409, () -> register(known(), unknown() + "@example.org")),
                new Kind("taken e-mail", 409, () -> register(unknown(), known() + "@example.org")));
    }

    private String known() {
        return people.get().get("username");
    }

    private static String unknown() {
        return "nobody-" + UUID.randomUUID();
    }

    private Api.Reply signIn(String username, String password) {
        return from().post(
                        "/authentication/login",
                        Map.of("username", username, "password", password));
    }

    private Api.Reply register(String username, String email) {
        return from().post(
                        "/authentication/registration",
                        Map.of("username", username, "email", email, "password", GUESS));
    }

    // One block of addresses after the other: guesses of one are slowed down.
    private Api from() {
        int next = address.addAndGet(256);
        byte[] bytes = {
            (byte) (next >>> 24), (byte) (next >>> 16), (byte) (next >>> 8), (byte) next
        };
        try {
            String text = InetAddress.getByAddress(bytes).getHostAddress();
            return idp.with(Map.of(CLIENT_ADDRESS, text));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
