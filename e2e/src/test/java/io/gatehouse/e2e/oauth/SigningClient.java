// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.gatehouse.e2e.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A client with a key of its own, which has to push its requests. */
final class SigningClient implements AutoCloseable {
    static final String ID = "e2e-signer";
    static final String REDIRECT_URI = "https://signer.example/callback";
    static final String SIGNED_OUT_URI = "https://signer.example/signed-out";

    private final AddedClients added;
    private final Path key;

    private SigningClient(AddedClients added, Path key) {
        this.added = added;
        this.key = key;
    }

    /** Adds it, with a new key. */
    static SigningClient add(Target target) {
        try {
            ECKey made = new ECKeyGenerator(Curve.P_256).keyID("e2e").generate();
            return new SigningClient(
                    AddedClients.add(target, metadata(made)),
                    Files.writeString(Files.createTempFile("signer", ".jwk"), made.toJSONString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String metadata(ECKey key) {
        return """
        {"client_id": "%s", "token_endpoint_auth_method": "private_key_jwt",
         "require_pushed_authorization_requests": true, "jwks": {"keys": [%s]},
         "redirect_uris": ["%s"], "post_logout_redirect_uris": ["%s"],
         "grant_types": ["authorization_code", "refresh_token"]}
        """
                .formatted(ID, key.toPublicJWK().toJSONString(), REDIRECT_URI, SIGNED_OUT_URI);
    }

    /** The file of its private key, a JWK. */
    Path key() {
        return key;
    }

    /** Takes it out of the file; idp still knows it, but nobody has its key any more. */
    @Override
    public void close() {
        added.close();
        try {
            Files.delete(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
