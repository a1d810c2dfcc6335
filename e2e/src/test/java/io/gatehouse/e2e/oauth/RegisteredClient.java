// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import io.gatehouse.e2e.Target;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;

/** A client that every system on a laptop knows. */
record RegisteredClient(String id, Optional<String> secret, URI redirectUri, URI signedOutUri) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Without a secret, and on a port that it chooses anew each time (RFC 8252, 7.3). */
    static RegisteredClient cli() {
        int port = RANDOM.nextInt(1024, 65_536);
        return new RegisteredClient(
                "gatehouse-cli",
                Optional.empty(),
                URI.create("http://127.0.0.1:" + port + "/callback"),
                URI.create("http://127.0.0.1:" + port + "/signed-out"));
    }

    /** With the secret that the launcher has made. */
    static RegisteredClient web(Target target) {
        return new RegisteredClient(
                "demo-web",
                Optional.of(target.local().secret("demo-web.secret")),
                URI.create("http://localhost:3000/callback"),
                URI.create("http://localhost:3000/signed-out"));
    }

    @Override
    public String toString() {
        return id;
    }
}
