// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatehouse.e2e.Answer;
import io.gatehouse.e2e.Call;
import io.gatehouse.e2e.Client;
import io.gatehouse.e2e.EndToEnd;
import io.gatehouse.e2e.Forgeries;
import io.gatehouse.e2e.Session;
import io.gatehouse.e2e.SystemHealth;
import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * What the gateway refuses by itself while nobody asks authz: {@code jwt_authn} and the policies of
 * {@code istio/authorization.yaml}, which nothing else shows, because authz refuses first.
 *
 * <p>A token of an ended session tells whether authz is asked: only authz knows of its end.
 */
@EndToEnd
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class SecondFenceE2E {
    private static final String SECTION = "14-second-fence";
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** An access token's life, the skew, and the time in which the gateways look at the clock. */
    private static final Duration OUTLIVED = Duration.ofMinutes(7);

    /** Each by a connection of its own, so that every gateway is asked. */
    private static final int CALLERS = 12;

    private static final String ID = UUID.randomUUID().toString();
    private static final Call PAGE = Call.get("/products?limit=1");

    private static final List<Call> SIGNED_IN =
            calls(
                    """
                    GET /authentication/whoami
                    HEAD /authentication/whoami
                    GET /accounts/me
                    PUT /accounts/me/password
                    GET /accounts/me/factors
                    DELETE /accounts/me/factors/totp
                    GET /accounts/me/events
                    POST /accounts/me/deletion
                    PUT /accounts/me/email
                    GET /accounts/me/keys
                    GET /accounts/me/sessions
                    GET /products
                    HEAD /products
                    GET /products/ID
                    POST /products/ID/buy
                    GET /orders
                    GET /orders/ID
                    POST /orders/ID/cancel
                    """);

    private static final List<Call> ADMIN =
            calls(
                    """
                    GET /admin/users
                    HEAD /admin/users
                    GET /admin/users/ID
                    PUT /admin/users/ID/roles
                    PUT /admin/users/ID/enabled
                    DELETE /admin/users/ID/factors
                    DELETE /admin/users/ID/sessions
                    GET /admin/users/ID/keys
                    GET /admin/audit
                    GET /admin/audit/export
                    GET /admin/keys
                    HEAD /admin/keys
                    POST /admin/keys/rotate
                    POST /admin/keys/KID/revoke
                    GET /products/admin
                    HEAD /products/admin
                    POST /products/admin/ID
                    PUT /products/admin/ID
                    DELETE /products/admin/ID
                    POST /products/admin/ID/stock-corrections
                    GET /products/admin/ID/stock-movements
                    POST /authentication/fail
                    POST /authorization/fail
                    POST /products/fail
                    POST /orders/fail
                    POST /payments/fail
                    """);

    private static final List<Call> PAYMENT =
            calls(
                    """
                    GET /payments
                    HEAD /payments
                    POST /payments
                    GET /payments/ID
                    HEAD /payments/ID
                    POST /payments/ID/refunds
                    """);

    private static final List<Call> NOWHERE =
            calls(
                    """
                    GET /admin
                    GET /admin/other
                    GET /products/admin/
                    GET /microservice/revocations
                    POST /microservice/orders/add
                    POST /microservice/payments/charge
                    POST /microservice/payments/refund
                    GET /health
                    GET /metrics
                    """);

    private final Target target;
    private ObjectNode policy;
    private Session early;

    SecondFenceE2E(Target target) {
        this.target = target;
    }

    @BeforeAll
    void nobodyAsksAuthz() {
        early = target.accounts().login(target.accounts().register());
        policy = Kubectl.kept("istio-system", "authorizationpolicy", "ask-authz");
        String ended = endedToken();
        awaitAtEveryGateway(401, ended);
        Kubectl.run("-n", "istio-system", "delete", "authorizationpolicy", "ask-authz");
        awaitAtEveryGateway(200, ended);
    }

    @AfterAll
    void authzIsAskedAgain() {
        if (policy != null) {
            Kubectl.apply(policy.toString());
        }
        early.close();
        awaitAtEveryGateway(401, endedToken());
        SystemHealth.awaitWell(target, SETTLED);
    }

    @Test
    void tokenWhenForgedThenIsNotAccepted() {
        String good = target.accounts().customer().token();
        JsonNode key = Forgeries.signingKey(target, good);
        Map<String, String> forgeries = Forgeries.of(good, key);

        List<String> accepted = new ArrayList<>();
        forgeries.forEach((name, token) -> {
            for (Call call : List.of(PAGE.bearer(token), PAGE.cookie(token))) {
                note(accepted, name, ask(call), 401);
            }
        });

        assertThat(accepted).isEmpty();
        Proof.note(
                SECTION,
                "with authz not asked, jwt_authn refuses %d forgeries, in the header and as a cookie"
                        .formatted(forgeries.size()));
    }

    @Test
    void callerWhenNobodyThenIsAdmittedToOpenRoutesAlone() {
        List<String> accepted = new ArrayList<>();
        List<Call> closed = Stream.of(SIGNED_IN, ADMIN, PAYMENT).flatMap(List::stream).toList();
        closed.forEach(call -> note(accepted, "nobody", ask(call), 401, 403));

        assertThat(accepted).isEmpty();
        ask(Call.get("/.well-known/jwks.json")).expect(200);
        Proof.note(
                SECTION,
                "with authz not asked, nobody without a token passes at %d routes"
                        .formatted(closed.size()));
    }

    /** Headers that claim more change nothing; nor does the cookie's way. */
    @Test
    void callerWhenNotAdminThenIsClosedOutOfAdministration() {
        List<UnaryOperator<Call>> ways =
                List.of(
                        call -> call.bearer(target.accounts().customer().token()),
                        call -> call.bearer(target.accounts().payment().token()),
                        call -> call.cookie(target.accounts().customer().token()),
                        call ->
                                call.bearer(target.accounts().customer().token())
                                        .with("x-user-role", "admin"));
        List<String> accepted = new ArrayList<>();
        for (UnaryOperator<Call> way : ways) {
            ADMIN.forEach(call -> note(accepted, "not admin", ask(way.apply(call)), 403));
        }

        assertThat(accepted).isEmpty();
        target.accounts().admin().send(Call.get("/admin/users?limit=1")).expect(200);
        Proof.note(
                SECTION,
                "with authz not asked, customers and payment do not pass at %d routes of admins"
                        .formatted(ADMIN.size()));
    }

    /** Not even an admin handles money without the role for it. */
    @Test
    void callerWhenWithoutTheRoleThenIsClosedOutOfPayments() {
        List<UnaryOperator<Call>> ways =
                List.of(
                        call -> call.bearer(target.accounts().customer().token()),
                        call -> call.bearer(target.accounts().admin().token()),
                        call -> call.cookie(target.accounts().admin().token()),
                        call ->
                                call.bearer(target.accounts().customer().token())
                                        .with("x-user-role", "payment"));
        List<String> accepted = new ArrayList<>();
        for (UnaryOperator<Call> way : ways) {
            PAYMENT.forEach(call -> note(accepted, "not payment", ask(way.apply(call)), 403));
        }

        assertThat(accepted).isEmpty();
        target.accounts().payment().send(Call.get("/payments?limit=1")).expect(200);
        Proof.note(
                SECTION,
                "with authz not asked, customers and admins do not pass at %d routes of payments"
                        .formatted(PAYMENT.size()));
    }

    /** That a path does not exist is what authz says; without it nobody passes, and that is all. */
    @Test
    void pathWhenNotListedThenIsClosedToAnAdmin() {
        List<String> accepted = new ArrayList<>();
        NOWHERE.forEach(call ->
                note(
                        accepted,
                        "not listed",
                        ask(call.bearer(target.accounts().admin().token())),
                        403));

        assertThat(accepted).isEmpty();
    }

    /** Well signed, and over: the one token that time makes bad. */
    @Test
    void tokenWhenExpiredThenIsNotAccepted() {
        await("the end of a token")
                .atMost(OUTLIVED)
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> ask(PAGE.bearer(early.token())).status() == 401);

        ask(PAGE.bearer(early.token())).expectProblem(401, "token_expired");
        assertThat(Instant.now()).isAfter(end(early.token()));
        Proof.note(
                SECTION,
                "with authz not asked, jwt_authn refuses a well-signed token after its end");
    }

    private static Instant end(String token) {
        return Instant.ofEpochSecond(Tokens.payload(token).path("exp").asLong());
    }

    private String endedToken() {
        try (Session session = target.accounts().login(target.accounts().register())) {
            session.setUp(Call.post("/authentication/logout")).expect(200, 204);
            return session.token();
        }
    }

    /** Open connections keep their filters for a while, so each caller makes a new one. */
    private void awaitAtEveryGateway(int status, String token) {
        await("answers " + status + " of all gateways")
                .atMost(SETTLED)
                .pollInterval(Duration.ofSeconds(3))
                .until(() ->
                        IntStream.range(0, CALLERS)
                                .allMatch(each -> ask(PAGE.bearer(token)).status() == status));
    }

    private Answer ask(Call call) {
        try (Client client = target.client()) {
            return client.setUp(call);
        }
    }

    private static void note(
            List<String> accepted, String who, Answer answer, Integer... refusals) {
        if (!List.of(refusals).contains(answer.status())) {
            accepted.add(who + ": " + answer.describe());
        }
    }

    private static List<Call> calls(String lines) {
        return lines.lines()
                .map(line -> line.split(" ", -1))
                .map(words ->
                        Call.of(
                                words[0],
                                words[1].replace("KID", "A".repeat(43)).replace("ID", ID)))
                .map(call ->
                        List.of("GET", "HEAD", "DELETE").contains(call.method())
                                ? call
                                : call.json(Map.of()))
                .toList();
    }
}
