// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.authz.envoy.CheckResponse;
import io.gatehouse.authz.envoy.HeaderValueOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Optional<String> NONCE = Optional.of("a-nonce");

    @Test
    void ofWhenAllowedThenTheAnswerOfTheServiceGetsTheNonceAlone() {
        Decision allowed = Decision.Allowed.of("orders", Caller.UNKNOWN);

        CheckResponse plain = Answers.of(allowed, "id");
        CheckResponse given = Answers.of(allowed.with(NONCE), "id");

        assertThat(plain.getOkResponse().getResponseHeadersToAddList()).isEmpty();
        assertThat(values(given.getOkResponse().getResponseHeadersToAddList()))
                .containsExactly(Map.entry("dpop-nonce", "a-nonce"));
        assertThat(given.getStatus()).isEqualTo(plain.getStatus());
    }

    @Test
    void ofWhenItCameWithAnApiKeyThenItsTokenTakesThePlace() {
        Decision.Allowed allowed = Decision.Allowed.of("orders", Caller.UNKNOWN);

        CheckResponse plain = Answers.of(allowed, "id");
        CheckResponse replaced = Answers.of(allowed.by("a.b.c"), "id");

        assertThat(plain.getOkResponse().getHeadersList()).isEmpty();
        assertThat(values(replaced.getOkResponse().getHeadersList()))
                .containsExactly(Map.entry("authorization", "Bearer a.b.c"));
        assertThat(replaced.getOkResponse().getResponseHeadersToAddList()).isEmpty();
        assertThat(allowed.by("a.b.c").toString()).doesNotContain("a.b.c");
    }

    @Test
    void ofWhenANonceIsNeededThenChallengesByTheSchemeAndGivesOne() {
        Decision denied =
                Decision.Denied.of(Denial.NONCE_NEEDED, "orders").by(Scheme.DPOP).with(NONCE);

        CheckResponse answer = Answers.of(denied, "id");

        assertThat(answer.getDeniedResponse().getStatus().getCode()).isEqualTo(401);
        assertThat(answer.getDeniedResponse().getBody()).contains("\"use_dpop_nonce\"");
        assertThat(values(answer.getDeniedResponse().getHeadersList()))
                .containsEntry("dpop-nonce", "a-nonce")
                .containsEntry("cache-control", "no-store")
                .containsEntry(
                        "www-authenticate",
                        "DPoP realm=\"gatehouse\", error=\"use_dpop_nonce\","
                                + " error_description=\"The proof needs a nonce of the gate\","
                                + " algs=\"ES256 PS256 RS256 EdDSA Ed25519\"");
    }

    private static Map<String, String> values(List<HeaderValueOption> headers) {
        return headers.stream()
                .map(HeaderValueOption::getHeader)
                .collect(Collectors.toMap(it -> it.getKey(), it -> it.getValue()));
    }
}
