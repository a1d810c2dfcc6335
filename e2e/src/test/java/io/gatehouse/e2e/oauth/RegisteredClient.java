// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import io.gatehouse.e2e.Target;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A client, and what it proves itself by: a secret, the file of a private key, or nothing.
 *
 * @param initialToken by which one registers itself that has no id yet
 * @param binding by which algorithm it proves the key that its tokens are bound to, if any
 */
record RegisteredClient(
        String id,
        Optional<String> secret,
        Optional<Path> key,
        URI redirectUri,
        URI signedOutUri,
        Optional<String> initialToken,
        Optional<String> binding) {
    private static final String TOLD = "e2e-told";
    private static final SecureRandom RANDOM = new SecureRandom();

    RegisteredClient(
            String id,
            Optional<String> secret,
            Optional<Path> key,
            URI redirectUri,
            URI signedOutUri) {
        this(id, secret, key, redirectUri, signedOutUri, Optional.empty(), Optional.empty());
    }

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

    /** With a key that it can sign by, of those that are added for it. */
    static RegisteredClient signing(SigningClient signer) {
        return new RegisteredClient(
                signer.id(),
                Optional.empty(),
                Optional.of(signer.key()),
                URI.create(SigningClient.REDIRECT_URI),
                URI.create(SigningClient.SIGNED_OUT_URI));
    }

    /** Without a secret, which gets its ID tokens signed as that one does. */
    static RegisteredClient without(SigningClient signer) {
        return new RegisteredClient(
                signer.publicId(),
                Optional.empty(),
                Optional.empty(),
                URI.create(SigningClient.REDIRECT_URI),
                URI.create(SigningClient.SIGNED_OUT_URI));
    }

    /** One that is not there yet, and registers itself by a token that an administrator made. */
    static RegisteredClient toCome(String initialToken) {
        return new RegisteredClient(
                "",
                Optional.empty(),
                Optional.empty(),
                URI.create("https://newcomer.example/callback"),
                URI.create("https://newcomer.example/signed-out"),
                Optional.of(initialToken),
                Optional.empty());
    }

    /** The same under the id that it got. */
    RegisteredClient named(String given) {
        return new RegisteredClient(
                given, secret, key, redirectUri, signedOutUri, initialToken, binding);
    }

    /** Without a secret, and told of a logout at that port. */
    static AddedClients addTold(Target target, int port, String toldAt) {
        return AddedClients.add(
                target,
                """
                {"client_id": "%s", "token_endpoint_auth_method": "none",
                 "redirect_uris": ["%s"], "post_logout_redirect_uris": ["%s"],
                 "backchannel_logout_uri": "http://127.0.0.1:%d%s",
                 "backchannel_logout_session_required": true,
                 "grant_types": ["authorization_code", "refresh_token"]}
                """
                        .formatted(TOLD, callback(port), signedOut(port), port, toldAt));
    }

    /** The client that {@link #addTold} has added. */
    static RegisteredClient told(int port) {
        return new RegisteredClient(
                TOLD, Optional.empty(), Optional.empty(), callback(port), signedOut(port));
    }

    /** The same, coming back to what listens at a port of loopback, as both may. */
    RegisteredClient at(int port) {
        return new RegisteredClient(
                id, secret, key, callback(port), signedOut(port), initialToken, binding);
    }

    /** The same with tokens that are bound to a key (RFC 9449). */
    RegisteredClient withBoundTokens(String algorithm) {
        return new RegisteredClient(
                id, secret, key, redirectUri, signedOutUri, initialToken, Optional.of(algorithm));
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
