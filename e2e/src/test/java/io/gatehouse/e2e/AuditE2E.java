// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.gatehouse.common.audit.Finding;
import io.gatehouse.common.audit.TrailVerifier;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What the audit trail tells of whoever comes through the gate, and that it still holds after all
 * that the tests before have done, processes killed in the middle included.
 */
@EndToEnd
@Order(45)
class AuditE2E {
    private static final Duration CHAINED = Duration.ofSeconds(60);
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final Target target;
    private final List<Finding> findings = new ArrayList<>();

    AuditE2E(Target target) {
        this.target = target;
    }

    @Test
    void signInWhenTheClientSaysWhereItIsThenTheTrailHasItFromTheGate() {
        Account account = target.accounts().register();
        Answer answer;
        try (Client client = target.client()) {
            answer =
                    client.setUp(
                                    Accounts.loginCall(account)
                                            .with("X-Gatehouse-Client-Address", "192.0.2.1")
                                            .with("X-Forwarded-For", "192.0.2.1"))
                            .expect(200);
        }

        try (Session session = target.accounts().login(account)) {
            JsonNode events =
                    session.setUp(Call.get("/accounts/me/events?kind=sign_in"))
                            .expect(200)
                            .json()
                            .path("items");
            assertThat(events).hasSize(2);
            JsonNode event = events.get(1);
            assertThat(event.at("/src_endpoint/ip").asText())
                    .isNotEmpty()
                    .isNotEqualTo("192.0.2.1");
            assertThat(event.at("/metadata/correlation_uid").asText())
                    .isEqualTo(answer.header("x-request-id").orElseThrow());
            assertThat(event.at("/user/uid").asText()).isEqualTo(session.id());
        }
    }

    @Test
    void changeWhenAnAdministratorSaysWhyThenTheTrailKeepsIt() {
        String account = registered();
        Session admin = target.accounts().admin();

        admin.setUp(
                        Call.put("/admin/users/" + account + "/enabled", Map.of("enabled", false))
                                .with("X-Request-Reason", "left the company"))
                .expect(200);

        JsonNode event =
                admin.setUp(Call.get("/admin/audit?account=" + account))
                        .expect(200)
                        .json()
                        .at("/items/0");
        assertThat(event.at("/metadata/event_code").asText()).isEqualTo("account_disabled");
        assertThat(event.at("/unmapped/reason").asText()).isEqualTo("left the company");
        assertThat(event.at("/actor/user/uid").asText()).isNotEqualTo(account);
    }

    @Test
    void trailWhenVerifiedThenNothingIsWrongWithIt() throws ParseException {
        Session admin = target.accounts().admin();
        String last = registered();
        await("the last account's event in the chain")
                .atMost(CHAINED)
                .until(() -> isChained(admin, last));
        TrailVerifier verifier =
                new TrailVerifier(
                        OctetKeyPair.parse(
                                admin.setUp(Call.get("/admin/audit/key")).expect(200).text()),
                        Map.of(),
                        findings::add);

        Optional<String> page = Optional.of("/admin/audit/export");
        while (page.isPresent()) {
            Answer answer = admin.setUp(Call.get(page.get())).expect(200);
            answer.text().lines().forEach(verifier::line);
            page =
                    answer.header("link")
                            .map(NEXT::matcher)
                            .filter(Matcher::matches)
                            .map(match -> match.group(1));
        }

        TrailVerifier.Summary summary = verifier.end();
        assertThat(findings).isEmpty();
        assertThat(summary.events()).isGreaterThan(2);
        assertThat(summary.checkpoints()).isPositive();
    }

    private String registered() {
        try (Session session = target.accounts().login(target.accounts().register())) {
            return session.id();
        }
    }

    private static boolean isChained(Session admin, String account) {
        return admin.setUp(Call.get("/admin/audit?account=" + account))
                .expect(200)
                .json()
                .at("/items/0/metadata/sequence")
                .isIntegralNumber();
    }
}
