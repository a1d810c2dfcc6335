// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.gatehouse.authz.apikey.ExchangeListener.Outcome;
import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.common.web.request.JsonLogFormatter;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.Parallel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** API keys at the gate: each becomes an access token, which is then judged like any other. */
class ApiKeyIT {
    private final TestAuthorizer authz = new TestAuthorizer();
    private final SecureRandom random = new SecureRandom();
    private final ApiKey key = ApiKey.random(random);
    private final String id = UUID.randomUUID().toString();

    @BeforeEach
    void awaitReady() {
        await().until(authz.authorizer()::isReady);
        authz.idp().know(key, ofKey(id));
    }

    @AfterEach
    void close() {
        authz.close();
    }

    @Test
    void checkWhenTheKeyIsGoodThenItsTokenTakesItsPlaceAndNothingElseChanges() {
        CheckResponse answer = check(key);

        assertThat(answer.getOkResponse().getHeadersList()).hasSize(1);
        HeaderValueOption header = answer.getOkResponse().getHeaders(0);
        assertThat(header.getHeader().getKey()).isEqualTo("authorization");
        assertThat(header.getAppendAction())
                .isEqualTo(HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD);
        String token = header.getHeader().getValue().substring("Bearer ".length());
        assertThat(authz.status("/products", token)).isEqualTo(200);
        assertThat(answer.getOkResponse().getAllFields()).hasSize(1);
        assertThat(answer.toString()).doesNotContain(key.text());
    }

    @Test
    void checkWhenAHundredComeAtOnceThenIdpIsAskedOnce() {
        CountDownLatch release = authz.idp().holdExchanges();
        Thread.ofVirtual()
                .start(() -> {
                    await().until(() -> authz.idp().exchanges() > 0);
                    release.countDown();
                });

        List<Integer> statuses = Parallel.times(100, () -> status("/products", key));

        assertThat(statuses).containsOnly(200);
        assertThat(authz.idp().exchanges()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "long", "checksum", "upper", "other"})
    void checkWhenItIsNoKeyThenRefusedWithoutAQuestion(String flaw) {
        String text = key.text();
        String wrong =
                switch (flaw) {
                    case "short" -> text.substring(0, text.length() - 1);
                    case "long" -> text + "0";
                    case "checksum" -> text.substring(0, 39) + (text.endsWith("0") ? "1" : "0");
                    case "upper" -> text.replaceFirst("ghk_", "GHK_");
                    default -> text.replaceFirst("ghk_", "ghp_");
                };

        CheckResponse answer =
                authz.check("GET", "/products", Map.of("authorization", "Bearer " + wrong));

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(401);
        assertThat(answer.getDeniedResponse().getBody()).contains("\"token_invalid\"");
        assertThat(answer.toString()).doesNotContain(wrong);
        assertThat(authz.idp().exchanges()).isZero();
    }

    @Test
    void checkWhenTheKeyIsUnknownThenRefusedAndIdpIsNotAskedAgainAtOnce() {
        ApiKey unknown = ApiKey.random(random);

        for (int i = 0; i < 20; i++) {
            CheckResponse answer = check(unknown);
            assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(401);
            assertThat(TestAuthorizer.header(answer, "www-authenticate"))
                    .isEqualTo(
                            "Bearer realm=\"gatehouse\", error=\"invalid_token\","
                                    + " error_description=\"The API key is not valid\"");
        }

        assertThat(authz.idp().exchanges()).isEqualTo(1);
        assertThat(authz.exchanges()).containsExactly(Outcome.REFUSED);
    }

    @Test
    void checkWhenIdpIsAwayThenKnownKeysGoOnAndOthersAreTriedAgainLater() {
        ApiKey other = ApiKey.random(random);
        authz.idp().know(other, ofKey(UUID.randomUUID().toString()));
        check(key);

        authz.idp().goAway(true);

        assertThat(status("/products", key)).isEqualTo(200);
        CheckResponse answer = check(other);
        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(503);
        assertThat(answer.getDeniedResponse().getBody()).contains("\"unavailable\"");
        assertThat(TestAuthorizer.header(answer, "retry-after")).isEqualTo("1");

        authz.idp().goAway(false);

        assertThat(status("/products", other)).isEqualTo(200);
    }

    /** The gateway waits half a second; the question goes on, so that the next request has it. */
    @Test
    void checkWhenIdpIsSlowThenAnsweredInTimeAllTheSame() {
        CountDownLatch release = authz.idp().holdExchanges();

        assertThat(status("/products", key)).isEqualTo(503);
        release.countDown();

        await().until(() -> status("/products", key) == 200);
        assertThat(authz.idp().exchanges()).isEqualTo(1);
    }

    @Test
    void checkWhenRevokedThenRefusedAsSoonAsTheStreamTells() {
        assertThat(status("/products", key)).isEqualTo(200);
        await().until(authz.idp()::hasStream);
        authz.idp().failPolls(true);

        authz.idp().forget(key);
        authz.idp().revoke("sid", id);

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> status("/products", key) == 401);
        assertThat(check(key).getDeniedResponse().getBody()).contains("\"token_invalid\"");
    }

    /** As when the roles of the owner change, or the password. */
    @Test
    void checkWhenTheTokenIsDeniedAndTheKeyIsNotThenGoesOnWithAnother() {
        assertThat(status("/products", key)).isEqualTo(200);
        authz.idp().know(key, ofKey(UUID.randomUUID().toString()));
        await().until(authz.idp()::hasStream);

        authz.idp().revoke("sid", id);

        await().atMost(Duration.ofSeconds(1))
                .until(() -> {
                    assertThat(status("/products", key)).isEqualTo(200);
                    return authz.idp().exchanges() == 2;
                });
        Parallel.times(20, () -> status("/products", key));
        assertThat(authz.idp().exchanges()).isEqualTo(2);
    }

    @Test
    void checkWhenIdpGivesATokenThatIsDeniedAlreadyThenRefusedAndNotAskedInCircles() {
        authz.idp().revoke("sid", id);
        await().until(() -> authz.authorizer().denyList().size() == 1);

        CheckResponse answer = check(key);

        assertThat(answer.getDeniedResponse().getBody()).contains("\"token_revoked\"");
        assertThat(authz.idp().exchanges()).isEqualTo(1);
    }

    /** What idp gives is verified as whatever anybody else sends. */
    @Test
    void checkWhenIdpGivesATokenOfAnotherIssuerThenRefused() {
        authz.idp()
                .know(
                        key,
                        claims -> {
                            claims.put("iss", "https://evil.test");
                            return claims;
                        });

        assertThat(status("/products", key)).isEqualTo(401);
    }

    @Test
    void checkWhenTheRouteTakesNoKeyThenRefusedWithoutAQuestion() {
        CheckResponse answer = authz.check("POST", "/accounts/me/keys", bearer(key));

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(403);
        assertThat(answer.getDeniedResponse().getBody()).contains("\"api_key_refused\"");
        assertThat(authz.idp().exchanges()).isZero();
    }

    @Test
    void checkWhenTheKeyLacksTheRoleThenForbidden() {
        CheckResponse answer = authz.check("GET", "/admin/users", bearer(key));

        assertThat(answer.getDeniedResponse().getStatus().getCodeValue()).isEqualTo(403);
        assertThat(answer.getDeniedResponse().getBody()).contains("\"forbidden\"");
    }

    /** By the scheme DPoP, or in a cookie, it is a token that nobody has signed. */
    @Test
    void checkWhenTheKeyComesAnotherWayThenItIsNoKey() {
        assertThat(denied(Map.of("authorization", "DPoP " + key.text()))).isEqualTo(401);
        assertThat(denied(Map.of("cookie", "__Host-gatehouse=" + key.text()))).isEqualTo(401);
        assertThat(denied(Map.of("x-api-key", key.text()))).isEqualTo(401);
        assertThat(authz.idp().exchanges()).isZero();
    }

    @Test
    void logWhenCheckedThenNamesTheKeyByItsIdAlone() {
        try (CapturedLog log = new CapturedLog("io.gatehouse")) {
            CheckResponse answer = check(key);
            String token = answer.getOkResponse().getHeaders(0).getHeader().getValue().substring(7);
            await().until(() -> !log.records().isEmpty());
            String text =
                    String.join(
                            "",
                            log.records().stream().map(new JsonLogFormatter()::format).toList());

            assertThat(text).contains("\"apiKey\":\"" + id + "\"");
            assertThat(text).doesNotContain(key.text()).doesNotContain(token);
        }
    }

    private static UnaryOperator<Map<String, Object>> ofKey(String id) {
        return claims -> {
            claims.put("sid", id);
            claims.put("api_key", id);
            return claims;
        };
    }

    private static Map<String, String> bearer(ApiKey key) {
        return Map.of("authorization", "Bearer " + key.text());
    }

    private CheckResponse check(ApiKey key) {
        return authz.check("GET", "/products", bearer(key));
    }

    private int status(String target, ApiKey key) {
        return authz.status(target, key.text());
    }

    private int denied(Map<String, String> headers) {
        return authz.check("GET", "/products", headers)
                .getDeniedResponse()
                .getStatus()
                .getCodeValue();
    }
}
