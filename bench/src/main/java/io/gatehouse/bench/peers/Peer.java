// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.bench.Api;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** A running identity provider, with one client and one person that both peers know alike. */
interface Peer {

    /** The redirect URI of the client; nothing listens there. */
    String CALLBACK = "http://127.0.0.1:3000/callback";

    String name();

    /** Straight to its process. */
    Api api();

    Paths paths();

    /** The paths of its endpoints. */
    record Paths(
            String configuration,
            String keySet,
            String authorize,
            String token,
            String introspect) {}

    Client client();

    /** One that asks for tokens of its own. */
    default Client machine() {
        return client();
    }

    /** A client that authenticates by {@code client_secret_basic}. */
    record Client(String id, String secret) {

        Map<String, String> authorization() {
            byte[] pair = (id + ":" + secret).getBytes(UTF_8);
            return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }

        /** Omits the secret. */
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    /** The fields of the form in which the person signs in. */
    Map<String, String> credentials();

    /** The process to count, besides the database. */
    long pid();

    /**
     * Ends the process at once and starts it again.
     *
     * @return from the start of the new process until it has given a token
     */
    Duration restart(Clock clock);
}
