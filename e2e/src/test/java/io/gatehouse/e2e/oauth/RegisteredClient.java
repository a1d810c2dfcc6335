// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import io.gatehouse.e2e.Target;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** A client, and what it proves itself by: a secret, the file of a private key, or nothing. */
record RegisteredClient(
        String id, Optional<String> secret, Optional<Path> key, URI redirectUri, URI signedOutUri) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Without a secret, and on a port that it chooses anew each time (RFC 8252, 7.3). */
    static RegisteredClient cli() {
        int port = RANDOM.nextInt(1024, 65_536);
        return new RegisteredClient(
                "gatehouse-cli",
                Optional.empty(),
                Optional.empty(),
                callback(port),
                signedOut(port));
    }

    /** With the secret that the launcher has made. */
    static RegisteredClient web(Target target) {
        return new RegisteredClient(
                "demo-web",
                Optional.of(target.local().secret("demo-web.secret")),
                Optional.empty(),
                URI.create("http://localhost:3000/callback"),
                URI.create("http://localhost:3000/signed-out"));
    }

    /** With a key that {@link SigningClient} has made. */
    static RegisteredClient signing(Path key) {
        return new RegisteredClient(
                SigningClient.ID,
                Optional.empty(),
                Optional.of(key),
                URI.create(SigningClient.REDIRECT_URI),
                URI.create(SigningClient.SIGNED_OUT_URI));
    }

    /** The same, coming back to what listens at a port of loopback, as both may. */
    RegisteredClient at(int port) {
        return new RegisteredClient(id, secret, key, callback(port), signedOut(port));
    }

    private static URI callback(int port) {
        return URI.create("http://127.0.0.1:" + port + "/callback");
    }

    private static URI signedOut(int port) {
        return URI.create("http://127.0.0.1:" + port + "/signed-out");
    }

    @Override
    public String toString() {
        return id;
    }
}
