// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(IdpServer.class)
class KeysIT {

    private static final String JWKS = "/.well-known/jwks.json";
    private static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA");

    private final Http admin = Gate.admin();

    @BeforeEach
    void nextKeyIsThere() {
        for (String algorithm : ALGORITHMS) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !kids(algorithm, "PENDING").isEmpty());
        }
    }

    @Test
    void jwksWhenAskedThenActiveAndNextKeyWithoutPrivateParts() {
        var answer = Gate.anonymous().get(JWKS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).contains("application/jwk-set+json");
        assertThat(answer.header("cache-control"))
                .contains("public, max-age=300, stale-while-revalidate=3600");
        List<String> published = new ArrayList<>();
        answer.json()
                .path("keys")
                .forEach(key -> {
                    published.add(key.path("kid").asText());
                    assertThat(key.path("use").asText()).isEqualTo("sig");
                    switch (key.path("alg").asText()) {
                        case "RS256" -> assertRsa(key);
                        case "ES256" -> assertP256(key);
                        default -> assertEd25519(key);
                    }
                });
        for (String algorithm : ALGORITHMS) {
            assertThat(published)
                    .containsAll(kids(algorithm, "ACTIVE"))
                    .containsAll(kids(algorithm, "PENDING"));
        }
    }

    private static void assertRsa(JsonNode key) {
        assertThat(key.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kty", "e", "use", "kid", "alg", "n");
        assertThat(Base64URL.from(key.path("n").asText()).decode()).hasSize(2048 / 8);
    }

    private static void assertP256(JsonNode key) {
        assertThat(key.path("alg").asText()).isEqualTo("ES256");
        assertThat(key.path("crv").asText()).isEqualTo("P-256");
        assertThat(key.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kty", "crv", "use", "kid", "alg", "x", "y");
    }

    private static void assertEd25519(JsonNode key) {
        assertThat(key.path("alg").asText()).isEqualTo("EdDSA");
        assertThat(key.path("kty").asText()).isEqualTo("OKP");
        assertThat(key.path("crv").asText()).isEqualTo("Ed25519");
        assertThat(key.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kty", "crv", "use", "kid", "alg", "x");
        assertThat(Base64URL.from(key.path("x").asText()).decode()).hasSize(32);
    }

    @Test
    void jwksWhenUnchangedThenNotModified() {
        var tag = Gate.anonymous().get(JWKS).header("etag").orElseThrow();

        var same = Gate.anonymous().with("if-none-match", tag).get(JWKS);
        var other = Gate.anonymous().with("if-none-match", "\"other\"").get(JWKS);

        assertThat(tag).startsWith("\"");
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.header("etag")).contains(tag);
        assertThat(same.text()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void jwksWhenNeitherGatewayNorAuthzThenRefused() {
        assertThat(Gate.workload("authz").get(JWKS).status()).isEqualTo(200);
        assertThat(Gate.workload("orders").get(JWKS).status()).isEqualTo(403);
    }

    @Test
    void rotateWhenAskedThenNextKeySignsAndOldStaysPublished() throws Exception {
        var person = Person.register();
        var before = kidOf(person.login());
        var next = kids("PENDING").getFirst();
        publishedFor(Duration.ofMinutes(10));

        var answer = admin.post("/admin/keys/rotate");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(kidOf(person.login())).isEqualTo(next);
        assertThat(kids("RETIRED")).contains(before);
        assertThat(Gate.anonymous().get(JWKS).text()).contains(before).contains(next);
        assertThat(kids("ACTIVE")).containsExactly(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA"})
    void rotateWhenAskedThenEachAlgorithmsNextKeySigns(String algorithm) {
        var next = kids(algorithm, "PENDING");
        var before = kids(algorithm, "ACTIVE");

        assertThat(admin.post("/admin/keys/rotate?force=true").status()).isEqualTo(200);

        assertThat(kids(algorithm, "ACTIVE")).isEqualTo(next);
        assertThat(kids(algorithm, "RETIRED")).containsAll(before);
    }

    @Test
    void revokeWhenAKeyOfOneAlgorithmIsStolenThenOnlyThatIsReplaced() {
        var stolen = kids("ES256", "ACTIVE").getFirst();
        var next = kids("ES256", "PENDING");
        var other = kids("RS256", "ACTIVE");

        assertThat(admin.post("/admin/keys/" + stolen + "/revoke").status()).isEqualTo(204);

        assertThat(Gate.anonymous().get(JWKS).text()).doesNotContain(stolen);
        assertThat(kids("ES256", "ACTIVE")).isEqualTo(next);
        assertThat(kids("RS256", "ACTIVE")).isEqualTo(other);
    }

    @Test
    void rotateWhenVerifiersMayNotKnowTheNextKeyThenRefusedUnlessForced() {
        publishedFor(Duration.ofMinutes(9));
        var active = kids("ACTIVE");
        var next = kids("PENDING");

        var early = admin.post("/admin/keys/rotate");
        var unclear = admin.post("/admin/keys/rotate?force=1");

        assertThat(early.code()).isEqualTo("key_too_new");
        assertThat(early.header("retry-after").map(Integer::parseInt).orElseThrow())
                .isBetween(1, 60);
        assertThat(unclear.code()).isEqualTo("invalid_parameter");
        assertThat(kids("ACTIVE")).isEqualTo(active);
        assertThat(admin.post("/admin/keys/rotate?force=true").status()).isEqualTo(200);
        assertThat(kids("ACTIVE")).isEqualTo(next);
    }

    @Test
    void rotateWhenNextKeyIsNotMadeYetThenUnavailableAndNothingChanges() {
        Rows.update("DELETE FROM signing_keys WHERE state = 'PENDING'");
        var active = kids("ACTIVE");

        var answer = admin.post("/admin/keys/rotate?force=true");

        // The worker may have been quicker than this test.
        assertThat(answer.status()).isIn(503, 200);
        if (answer.status() == 503) {
            assertThat(kids("ACTIVE")).isEqualTo(active);
        }
    }

    @Test
    void revokeWhenActiveThenDeniedGoneAndNextSigns() throws Exception {
        var person = Person.register();
        var stolen = kids("ACTIVE").getFirst();

        var answer = admin.post("/admin/keys/" + stolen + "/revoke");

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(Gate.anonymous().get(JWKS).text()).doesNotContain(stolen);
        assertThat(kidOf(person.login())).isNotEqualTo(stolen);
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM revocations WHERE kind = 'kid'"
                                        + " AND value = ? AND expires_at > now()",
                                stolen))
                .isOne();
        assertThat(admin.post("/admin/keys/" + stolen + "/revoke").status()).isEqualTo(404);
    }

    private static void publishedFor(Duration age) {
        Rows.update(
                "UPDATE signing_keys SET created_at = now() - make_interval(secs => ?)"
                        + " WHERE state = 'PENDING'",
                (double) age.toSeconds());
    }

    /** Of the algorithm that signs access tokens. */
    private List<String> kids(String state) {
        return kids("RS256", state);
    }

    private List<String> kids(String algorithm, String state) {
        List<String> kids = new ArrayList<>();
        admin.get("/admin/keys")
                .json()
                .path("items")
                .forEach(key -> {
                    if (key.path("algorithm").asText().equals(algorithm)
                            && key.path("state").asText().equals(state)) {
                        kids.add(key.path("kid").asText());
                    }
                });
        return kids;
    }

    private static String kidOf(HttpAnswer login) throws Exception {
        return SignedJWT.parse(login.field("access_token")).getHeader().getKeyID();
    }
}
