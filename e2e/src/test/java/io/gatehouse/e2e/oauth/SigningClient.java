// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.gatehouse.e2e.LocalSystem;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A client with a key of its own, which has to push its requests. No system has one: it is added to
 * the clients' file for as long as it is needed.
 */
final class SigningClient implements AutoCloseable {
    static final String ID = "e2e-signer";
    static final String REDIRECT_URI = "https://signer.example/callback";
    static final String SIGNED_OUT_URI = "https://signer.example/signed-out";

    private static final Duration WELL = Duration.ofSeconds(60);

    private final Path clients;
    private final String before;
    private final Path key;

    private SigningClient(Path clients, String before, Path key) {
        this.clients = clients;
        this.before = before;
        this.key = key;
    }

    /** Adds it, with a new key; idp starts anew to learn of it. */
    static SigningClient add(Target target) {
        LocalSystem system = target.local();
        try {
            ECKey made = new ECKeyGenerator(Curve.P_256).keyID("e2e").generate();
            Path clients = system.clients();
            String before = Files.readString(clients);
            ArrayNode all = (ArrayNode) Json.read(before);
            all.add(metadata(made));
            Files.writeString(clients, all.toString());
            SigningClient added =
                    new SigningClient(
                            clients,
                            before,
                            Files.writeString(
                                    Files.createTempFile("signer", ".jwk"), made.toJSONString()));
            LocalSystem.Called restart = system.call("restart", "idp");
            assertThat(restart.exit()).as(restart.output()).isZero();
            SystemHealth.awaitWell(target, WELL);
            return added;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode metadata(ECKey key) {
        return (ObjectNode)
                Json.read(
                        """
                        {"client_id": "%s", "token_endpoint_auth_method": "private_key_jwt",
                         "require_pushed_authorization_requests": true, "jwks": {"keys": [%s]},
                         "redirect_uris": ["%s"], "post_logout_redirect_uris": ["%s"],
                         "grant_types": ["authorization_code", "refresh_token"]}
                        """
                                .formatted(
                                        ID,
                                        key.toPublicJWK().toJSONString(),
                                        REDIRECT_URI,
                                        SIGNED_OUT_URI));
    }

    /** The file of its private key, a JWK. */
    Path key() {
        return key;
    }

    /** Takes it out of the file; idp still knows it, but nobody has its key any more. */
    @Override
    public void close() {
        try {
            Files.writeString(clients, before);
            Files.delete(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
