// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.gatehouse.e2e.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.stream.Stream;

/**
 * A client with a key of its own, which has to push its requests, and one without, both of which
 * get their ID tokens signed by the algorithm of that key.
 *
 * @param key the file of the private key, a JWK
 */
record SigningClient(String algorithm, Path key) {
    static final String REDIRECT_URI = "https://signer.example/callback";
    static final String SIGNED_OUT_URI = "https://signer.example/signed-out";

    /** Makes a key on P-256. */
    static SigningClient ofEs256() {
        try {
            return of("ES256", new ECKeyGenerator(Curve.P_256).keyID("e2e").generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the key that all know, of RFC 8037, appendix A.1. */
    static SigningClient ofEdDsa() {
        return of(
                "EdDSA",
                new OctetKeyPair.Builder(
                                Curve.Ed25519,
                                new Base64URL("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
                        .d(new Base64URL("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))
                        .keyID("e2e")
                        .build());
    }

    private static SigningClient of(String algorithm, JWK key) {
        try {
            Path file = Files.createTempFile("signer", ".jwk");
            return new SigningClient(algorithm, Files.writeString(file, key.toJSONString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds both kinds, each with and without its key. */
    static AddedClients add(Target target, SigningClient... all) {
        return AddedClients.add(
                target,
                Stream.of(all)
                        .flatMap(each -> Stream.of(each.metadata(), each.publicMetadata()))
                        .toArray(String[]::new));
    }

    String id() {
        return "e2e-signer-" + algorithm;
    }

    String publicId() {
        return "e2e-public-" + algorithm;
    }

    private String metadata() {
        String proof =
                """
                "token_endpoint_auth_method": "private_key_jwt", "jwks": {"keys": [%s]},
                "require_pushed_authorization_requests": true,
                """
                        .formatted(published());
        return metadata(id(), proof);
    }

    private String publicMetadata() {
        return metadata(publicId(), "\"token_endpoint_auth_method\": \"none\",");
    }

    private String metadata(String client, String proof) {
        return """
        {"client_id": "%s", %s "id_token_signed_response_alg": "%s",
         "redirect_uris": ["%s"], "post_logout_redirect_uris": ["%s"],
         "grant_types": ["authorization_code", "refresh_token"]}
        """
                .formatted(client, proof, algorithm, REDIRECT_URI, SIGNED_OUT_URI);
    }

    private String published() {
        try {
            return JWK.parse(Files.readString(key)).toPublicJWK().toJSONString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets the key; nobody has it any more, though idp still knows the client. */
    void delete() {
        try {
            Files.delete(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return algorithm;
    }
}
