// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documents by which others find the keys (RFC 7517, RFC 8414, OpenID Connect Discovery 1.0).
 */
@EndToEnd
@Order(2)
class DiscoveryE2E {
    private static final String JWKS = "/.well-known/jwks.json";

    private final Target target;
    private final Client client;

    DiscoveryE2E(Target target) {
        this.target = target;
        this.client = target.client();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void jwksWhenFetchedThenHoldsPublicKeysOnlyAndTheNextOneAlready() {
        Answer answer = client.send(Call.get(JWKS)).expect(200);

        assertThat(answer.header("content-type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/jwk-set+json"));
        assertThat(answer.header("cache-control"))
                .hasValueSatisfying(value ->
                        assertThat(value)
                                .contains("public", "max-age=300", "stale-while-revalidate"));
        assertThat(answer.json().path("keys"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(DiscoveryE2E::isPublicKey);
        assertThat(answer.json().path("keys").findValuesAsText("alg"))
                .filteredOn("RS256"::equals)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    /** Some verifiers refuse the whole set for one key of a kind that is none of these. */
    private static void isPublicKey(JsonNode key) {
        if (key.path("alg").asText().equals("RS256")) {
            assertThat(key.path("kty").asText()).isEqualTo("RSA");
            assertThat(new Base64URL(key.path("n").asText()).decode())
                    .hasSizeGreaterThanOrEqualTo(256);
        } else if (key.path("alg").asText().equals("ES256")) {
            assertThat(key.path("kty").asText()).isEqualTo("EC");
            assertThat(key.path("crv").asText()).isEqualTo("P-256");
        } else {
            assertThat(key.path("alg").asText()).isEqualTo("EdDSA");
            assertThat(key.path("kty").asText()).isEqualTo("OKP");
            assertThat(key.path("crv").asText()).isEqualTo("Ed25519");
        }
        assertThat(key.path("use").asText()).isEqualTo("sig");
        assertThat(key.path("kid").asText()).hasSize(43);
        assertThat(key.properties())
                .extracting(java.util.Map.Entry::getKey)
                .doesNotContain("d", "p", "q", "dp", "dq", "qi", "k");
    }

    @Test
    void jwksWhenTheEtagIsKnownThenIsNotSentAgain() {
        String etag = client.send(Call.get(JWKS)).expect(200).header("etag").orElseThrow();

        assertThat(client.send(Call.get(JWKS).with("If-None-Match", etag)).expect(304).text())
                .isEmpty();
        assertThat(
                        client.send(Call.get(JWKS).with("If-None-Match", "\"other\", " + etag))
                                .expect(304)
                                .text())
                .isEmpty();
        client.send(Call.get(JWKS).with("If-None-Match", "\"other\"")).expect(200);
    }

    @Test
    void jwksWhenATokenIsSentAlongThenIsTheSame() {
        client.send(Call.get(JWKS).bearer("not.a.token")).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server"
            })
    void metadataWhenFetchedThenNamesThisGate(String path) {
        JsonNode metadata = client.send(Call.get(path)).expect(200).json();

        assertThat(metadata.path("issuer").asText()).isEqualTo(target.origin());
        URI keys = URI.create(metadata.path("jwks_uri").asText());
        assertThat(keys).isEqualTo(URI.create(target.origin() + JWKS));
    }
}
