// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import io.gatehouse.common.sql.outbox.OutboxRelay;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Person;
import io.gatehouse.idp.oauth.Browser;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.idp.oauth.Form;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told of what, when, and how often (OpenID Connect Back-Channel Logout 1.0). */
@ExtendWith(IdpServer.class)
class BackchannelLogoutIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Person person = Person.register();
    private final Browser browser = new Browser();

    /** What ends a session. */
    enum End {
        SIGN_OUT,
        SIGN_OUT_OF_ANOTHER_CLIENT,
        ANOTHER_PERSON,
        LOGOUT_AT_THE_GATE,
        NEW_PASSWORD,
        DISABLED,
        REFRESH_TOKEN_REUSED,
        CODE_REUSED
    }

    @BeforeEach
    void nobodyWaits() {
        Receiver.tell(Clients.TOLD, "http://127.0.0.1:1/");
        Receiver.tell(Clients.TOLD_TOO, "http://127.0.0.1:1/");
        // Mails wait in another topic, and go meanwhile.
        Rows.update("DELETE FROM outbox_message WHERE topic = 'backchannel-logout'");
        Rows.update("DELETE FROM outbox_stream WHERE topic = 'backchannel-logout'");
    }

    @ParameterizedTest
    @EnumSource
    void sessionWhenSomethingEndsItThenItsClientIsToldOnce(End end) {
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            SignedInClient client = signIn(Clients.TOLD);

            end(end, client);

            awaitTold(receiver, client);
            assertThat(waiting(client)).isZero();
            assertThat(receiver.told(client.session())).hasSize(1);
        }
    }

    private void end(End end, SignedInClient client) {
        Runnable ending =
                switch (end) {
                    case SIGN_OUT -> () -> signOut(client);
                    case SIGN_OUT_OF_ANOTHER_CLIENT -> this::signOutOfAnotherClient;
                    case ANOTHER_PERSON ->
                            () ->
                                    browser.signIn(
                                            Person.register(), Flow.cli().with("prompt", "login"));
                    case LOGOUT_AT_THE_GATE ->
                            () -> person.in(client.tokens()).post("/authentication/logout");
                    case NEW_PASSWORD -> this::changePassword;
                    case DISABLED -> this::disable;
                    case REFRESH_TOKEN_REUSED -> () -> client.refresh(twiceRefreshed(client));
                    case CODE_REUSED -> client::redeemAgain;
                };
        ending.run();
    }

    private void signOutOfAnotherClient() {
        String hint = Flow.webTokens(browser, person).field("id_token");
        browser.get("/oauth2/logout?" + Form.of("id_token_hint", hint).encoded());
    }

    private static HttpAnswer twiceRefreshed(SignedInClient client) {
        client.refresh(Flow.granted(client.refresh(client.tokens())));
        return client.tokens();
    }

    private void changePassword() {
        var answer =
                person.gate()
                        .put(
                                "/accounts/me/password",
                                """
                                {"currentPassword": "%s", "newPassword": "an entirely new one"}
                                """
                                        .formatted(person.password()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    private void disable() {
        var answer =
                Gate.admin()
                        .put("/admin/users/" + person.id() + "/enabled", "{\"enabled\": false}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @Test
    void sessionWhenItsOwnClientRevokesItThenItIsNotTold() {
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            SignedInClient client = signIn(Clients.TOLD);
            SignedInClient other = signIn(Clients.TOLD);

            client.revoke();
            signOut(other);

            assertThat(sessions(client)).isZero();
            awaitTold(receiver, other);
            assertThat(receiver.told(client.session())).isEmpty();
        }
    }

    @Test
    void sessionWhenItGoesOnThenNobodyIsTold() {
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            SignedInClient client = signIn(Clients.TOLD);
            Flow.granted(client.refresh(client.tokens()));

            Gate.admin()
                    .put("/admin/users/" + person.id() + "/roles", "{\"roles\": [\"payment\"]}");

            assertThat(waiting(client)).isZero();
            assertThat(receiver.told(client.session())).isEmpty();
        }
    }

    @Test
    void sessionWhenItsClientDoesNotWantToBeToldThenNothingIsWritten() {
        var tokens = Flow.webTokens(browser, person);

        browser.get(
                "/oauth2/logout?" + Form.of("id_token_hint", tokens.field("id_token")).encoded());

        assertThat(Rows.count("SELECT count(*) FROM outbox_message WHERE message_key = 'web'"))
                .isZero();
    }

    @Test
    void signOutWhenThereAreSeveralClientsThenEachIsToldOfItsOwnSession() {
        try (Receiver one = Receiver.of(Clients.TOLD, _ -> Reply.status(200));
                Receiver two = Receiver.of(Clients.TOLD_TOO, _ -> Reply.status(200))) {
            SignedInClient first = signIn(Clients.TOLD);
            SignedInClient again = signIn(Clients.TOLD);
            SignedInClient other = signIn(Clients.TOLD_TOO);

            signOut(first);

            awaitTold(one, first);
            awaitTold(one, again);
            awaitTold(two, other);
            assertThat(two.told(first.session())).isEmpty();
        }
    }

    /** All of them write to the same few rows. */
    @Test
    void signOutWhenManyDoSoAtOnceThenTheirClientIsToldOfEachOnce() {
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            List<SignedInClient> clients =
                    Stream.generate(() ->
                                    SignedInClient.of(
                                            Clients.TOLD, new Browser(), Person.register()))
                            .limit(20)
                            .toList();

            Parallel.all(
                    clients.stream()
                            .map(client -> (Callable<SignedInClient>) () -> signOutAlone(client))
                            .toList());

            clients.forEach(client -> awaitTold(receiver, client));
            assertThat(clients)
                    .allSatisfy(it -> assertThat(receiver.told(it.session())).hasSize(1));
        }
    }

    private static SignedInClient signOutAlone(SignedInClient client) {
        String hint = client.tokens().field("id_token");
        assertThat(Form.of("id_token_hint", hint).post("/oauth2/logout").status()).isEqualTo(200);
        return client;
    }

    /** As a client checks it, with the library of another. */
    @ParameterizedTest
    @ValueSource(strings = {Clients.TOLD, Clients.TOLD_TOO})
    void tokenWhenSentThenALibraryTakesItForWhatItIs(String id) throws Exception {
        try (Receiver receiver = Receiver.of(id, _ -> Reply.status(200))) {
            SignedInClient client = signIn(id);
            signOut(client);
            awaitTold(receiver, client);
            var token = receiver.tokens(client.session()).getFirst();

            var taken = logoutTokens(IdpServer.ISSUER, id).validate(token);

            assertThat(token.getHeader().getType()).hasToString("logout+jwt");
            assertThat(taken.getSubject().getValue()).isEqualTo(person.id().toString());
            assertThat(taken.getSessionID().getValue()).isEqualTo(client.session());
            JWTClaimsSet claims = Receiver.claims(token);
            assertThat(claims.getClaims().keySet())
                    .containsExactlyInAnyOrder(
                            "iss", "sub", "aud", "iat", "exp", "jti", "events", "sid");
            assertThat(claims.getAudience()).containsExactly(id);
            assertThat(claims.getClaim("events"))
                    .isEqualTo(
                            Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
            assertThat(
                            Duration.between(
                                    claims.getIssueTime().toInstant(),
                                    claims.getExpirationTime().toInstant()))
                    .isEqualTo(Duration.ofMinutes(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"https://other.example, told", "https://localhost:8443, told-too"})
    void tokenWhenItIsForAnotherThenALibraryRefusesIt(String issuer, String audience) {
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            SignedInClient client = signIn(Clients.TOLD);
            signOut(client);
            awaitTold(receiver, client);
            var token = receiver.tokens(client.session()).getFirst();

            assertThatThrownBy(() -> logoutTokens(issuer, audience).validate(token))
                    .isInstanceOf(BadJOSEException.class);
        }
    }

    /** One kind of token is never another (RFC 8725 section 3.12). */
    @Test
    void tokenWhenItIsShownAsAnotherKindThenRefused() throws Exception {
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            SignedInClient client = signIn(Clients.TOLD);
            signOut(client);
            awaitTold(receiver, client);
            var token = receiver.tokens(client.session()).getFirst();
            SignedInClient next = signIn(Clients.TOLD);

            var page =
                    browser.get(
                            "/oauth2/logout?"
                                    + Form.of("id_token_hint", token.serialize()).encoded());
            var idTokens =
                    new IDTokenValidator(
                            new Issuer(IdpServer.ISSUER),
                            new ClientID(Clients.TOLD),
                            JWSAlgorithm.RS256,
                            keys());

            assertThat(page.text()).contains("<form id=\"sign-out\"");
            assertThat(sessions(next)).isOne();
            assertThatThrownBy(() -> idTokens.validate(token, null))
                    .isInstanceOf(BadJOSEException.class);
            assertThat(
                            Form.of("client_id", Clients.TOLD, "token", token.serialize())
                                    .post("/oauth2/revoke")
                                    .status())
                    .isEqualTo(200);
            assertThat(sessions(next)).isOne();
        }
    }

    private static LogoutTokenValidator logoutTokens(String issuer, String client)
            throws java.text.ParseException {
        JWSAlgorithm registered =
                client.equals(Clients.TOLD_TOO) ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
        return new LogoutTokenValidator(
                new Issuer(issuer), new ClientID(client), registered, keys());
    }

    private static JWKSet keys() throws java.text.ParseException {
        return JWKSet.parse(Gate.anonymous().get("/.well-known/jwks.json").text());
    }

    /** Each token is new, and all of one event have the same id. */
    @ParameterizedTest
    @ValueSource(ints = {302, 404, 503})
    void clientWhenItAnswersThatItFailedThenItIsToldAgain(int status) {
        AtomicInteger calls = new AtomicInteger();
        try (Receiver receiver =
                Receiver.of(
                        Clients.TOLD,
                        _ -> Reply.status(calls.incrementAndGet() < 2 ? status : 204))) {
            SignedInClient client = signIn(Clients.TOLD);

            signOut(client);

            await().atMost(SOON).until(() -> waiting(client) == 0);
            assertThat(receiver.told(client.session())).hasSize(2);
            assertThat(receiver.told(client.session()))
                    .extracting(JWTClaimsSet::getJWTID)
                    .containsOnly(receiver.told(client.session()).getFirst().getJWTID());
        }
    }

    @Test
    void clientWhenItRefusesThenItIsNotToldAgain() {
        double refused = outcomes("refused");
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(400))) {
            SignedInClient client = signIn(Clients.TOLD);

            signOut(client);

            await().atMost(SOON).until(() -> waiting(client) == 0);
            assertThat(receiver.told(client.session())).hasSize(1);
            assertThat(outcomes("refused")).isEqualTo(refused + 1);
        }
    }

    @Test
    void clientWhenItWasAwayThenItIsToldWhenItIsBack() {
        SignedInClient client = signIn(Clients.TOLD);
        signOut(client);
        await().atMost(SOON).until(() -> attempts(Clients.TOLD) > 0);

        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            awaitTold(receiver, client);
        }
        assertThat(IdpServer.logged()).contains("of client told: UNREACHABLE");
    }

    @Test
    void clientWhenItDoesNotAnswerThenOthersDoNotWait() {
        CountDownLatch answered = new CountDownLatch(1);
        try (Receiver silent = Receiver.of(Clients.TOLD, _ -> answer(answered));
                Receiver other = Receiver.of(Clients.TOLD_TOO, _ -> Reply.status(200))) {
            SignedInClient first = signIn(Clients.TOLD);
            SignedInClient second = signIn(Clients.TOLD_TOO);

            signOut(first);

            awaitTold(other, second);
            assertThat(waiting(first)).isOne();
            answered.countDown();
            await().atMost(SOON).until(() -> waiting(first) == 0);
            assertThat(silent.told(first.session())).isNotEmpty();
        }
    }

    private static Reply answer(CountDownLatch when) {
        try {
            when.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return Reply.status(200);
    }

    /** One session that a client cannot end keeps no other from its end. */
    @Test
    void clientWhenItFailsForOneSessionThenItIsToldOfTheOthers() {
        Map<String, Boolean> bad = new ConcurrentHashMap<>();
        try (Receiver receiver =
                Receiver.of(
                        Clients.TOLD,
                        claims ->
                                Reply.status(
                                        bad.containsKey(String.valueOf(claims.getClaim("sid")))
                                                ? 500
                                                : 200))) {
            SignedInClient one = signIn(Clients.TOLD);
            bad.put(one.session(), true);
            SignedInClient two = signIn(Clients.TOLD);
            SignedInClient three = signIn(Clients.TOLD);

            signOut(one);

            awaitTold(receiver, two);
            awaitTold(receiver, three);
            assertThat(waiting(one)).isOne();
            bad.clear();
            await().atMost(SOON).until(() -> waiting(one) == 0);
        }
    }

    @Test
    void eventWhenItIsTooOldThenGivenUp() {
        double givenUp = outcomes("given_up");
        lease(Clients.TOLD);
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            SignedInClient client = signIn(Clients.TOLD);
            signOut(client);
            Rows.update("UPDATE outbox_message SET added_at = now() - INTERVAL '25 hours'");

            release(Clients.TOLD);

            await().atMost(SOON).until(() -> waiting(client) == 0);
            assertThat(receiver.told(client.session())).isEmpty();
            assertThat(outcomes("given_up")).isEqualTo(givenUp + 1);
        }
    }

    @Test
    void eventWhenItsClientDoesNotWantItAnyMoreThenGone() {
        lease(Clients.TOLD);
        SignedInClient client = signIn(Clients.TOLD);
        signOut(client);
        Rows.update(
                "UPDATE clients SET metadata = metadata - 'backchannel_logout_uri'"
                        + " WHERE id = 'told'");

        release(Clients.TOLD);

        await().atMost(SOON).until(() -> waiting(client) == 0);
    }

    /** Whatever instance ended the session: another sends what that one no longer can. */
    @Test
    void eventWhenTheInstanceDiesAfterTheCommitThenAnotherSendsIt() {
        lease(Clients.TOLD);
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            SignedInClient client = signIn(Clients.TOLD);
            signOut(client);
            relay().round();
            assertThat(receiver.told(client.session())).isEmpty();
            assertThat(waiting(client)).isOne();

            release(Clients.TOLD);

            awaitTold(receiver, client);
        }
    }

    /** At least once, then, and with the same id, by which a client can tell. */
    @Test
    void eventWhenTheInstanceDiesAfterTheCallThenItComesAgainWithTheSameId() {
        try (Receiver receiver = Receiver.of(Clients.TOLD, _ -> Reply.status(200))) {
            SignedInClient client = signIn(Clients.TOLD);
            lease(Clients.TOLD);
            signOut(client);
            // The row of before its deletion is what a process leaves that dies between.
            Rows.update(
                    "CREATE TABLE left_over AS SELECT * FROM outbox_message"
                            + " WHERE topic = 'backchannel-logout'");
            release(Clients.TOLD);
            await().atMost(SOON).until(() -> waiting(client) == 0);
            Rows.update("INSERT INTO outbox_message SELECT * FROM left_over");
            Rows.update("DROP TABLE left_over");
            lease(Clients.TOLD);

            release(Clients.TOLD);

            await().atMost(SOON).until(() -> waiting(client) == 0);
            assertThat(receiver.told(client.session())).hasSize(2);
            assertThat(receiver.told(client.session()))
                    .extracting(JWTClaimsSet::getJWTID)
                    .containsOnly(receiver.told(client.session()).getFirst().getJWTID());
        }
    }

    @Test
    void eventsWhenSeveralInstancesSendThenEachOnce() {
        lease(Clients.TOLD);
        lease(Clients.TOLD_TOO);
        try (Receiver one = Receiver.of(Clients.TOLD, _ -> Reply.status(200));
                Receiver two = Receiver.of(Clients.TOLD_TOO, _ -> Reply.status(200))) {
            List<SignedInClient> first =
                    List.of(signIn(Clients.TOLD), signIn(Clients.TOLD), signIn(Clients.TOLD));
            SignedInClient second = signIn(Clients.TOLD_TOO);
            signOut(second);
            release(Clients.TOLD);
            release(Clients.TOLD_TOO);

            Parallel.times(6, () -> relay().round());

            first.forEach(client -> awaitTold(one, client));
            awaitTold(two, second);
            await().atMost(SOON).until(() -> first.stream().allMatch(it -> waiting(it) == 0));
            assertThat(first).allSatisfy(it -> assertThat(one.told(it.session())).hasSize(1));
            assertThat(two.told(second.session())).hasSize(1);
        }
    }

    private static OutboxRelay relay() {
        return CDI.current().select(OutboxRelay.class).get();
    }

    private SignedInClient signIn(String client) {
        return SignedInClient.of(client, browser, person);
    }

    private void signOut(SignedInClient client) {
        String hint = client.tokens().field("id_token");
        assertThat(
                        browser.get("/oauth2/logout?" + Form.of("id_token_hint", hint).encoded())
                                .status())
                .isEqualTo(200);
    }

    private static void awaitTold(Receiver receiver, SignedInClient client) {
        await().atMost(SOON)
                .until(() -> !receiver.told(client.session()).isEmpty() && waiting(client) == 0);
    }

    private static long waiting(SignedInClient client) {
        return Rows.count(
                "SELECT count(*) FROM outbox_message WHERE payload LIKE ?",
                "%" + client.session() + "%");
    }

    private static long sessions(SignedInClient client) {
        return Rows.count(
                "SELECT count(*) FROM sessions WHERE CAST(id AS TEXT) = ?", client.session());
    }

    private static long attempts(String client) {
        return Rows.count(
                "SELECT COALESCE(MAX(attempts), 0) FROM outbox_stream WHERE message_key = ?",
                client);
    }

    /** What another instance holds that will not come back. */
    private static void lease(String client) {
        Rows.update(
                """
                INSERT INTO outbox_stream (topic, message_key, leased_until, attempts)
                VALUES ('backchannel-logout', ?, now() + INTERVAL '1 hour', 1)
                ON CONFLICT (topic, message_key) DO UPDATE SET leased_until = excluded.leased_until
                """,
                client);
    }

    /** Its time is up. */
    private static void release(String client) {
        Rows.update("UPDATE outbox_stream SET leased_until = now() WHERE message_key = ?", client);
    }

    private static double outcomes(String outcome) {
        return Gate.counted("gatehouse_idp_logout_tokens_total", outcome);
    }
}
