// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.gatehouse.common.jose.Verifiers;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpMetrics;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.Certificates;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Rows;
import io.gatehouse.testkit.TestClock;
import io.gatehouse.testkit.Tls;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.logging.Level;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is shown to the gate of a key that does not sign yet, and what each answer means. */
@ExtendWith(IdpServer.class)
class KeyCanaryIT {
    private static final String PATH = "/authentication/whoami";

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path directory;
    private SSLContext tls;
    private FakeServer gate;
    private Path authorities;

    @BeforeEach
    void start() {
        Certificates certificates = new Certificates(directory);
        Certificates.Workload workload = certificates.workload("gate");
        authorities = workload.trust();
        tls = Tls.presenting(workload.trust(), workload.certificate(), workload.key());
        gate = FakeServer.overTls(tls);
    }

    @AfterEach
    void close() {
        gate.close();
    }

    @Test
    void admitsWhenTheGateTakesTheTokenThenTrueAndItWasNobodysAndBrief() throws Exception {
        gate.on(PATH, _ -> Reply.json(200, "{}"));
        KeyInfo next = pending(KeyAlgorithm.RS256);
        Instant before = Instant.now();

        assertThat(canary().admits(next)).isTrue();

        var request = gate.requests().getFirst();
        assertThat(request.call()).isEqualTo("GET " + PATH);
        String header = request.header("authorization").orElseThrow();
        SignedJWT token = SignedJWT.parse(header.substring("Bearer ".length()));
        assertThat(token.getHeader().getKeyID()).isEqualTo(next.kid());
        assertThat(token.getHeader().getType()).isEqualTo(new JOSEObjectType("at+jwt"));
        JWKSet published = JWKSet.parse(Gate.anonymous().get("/.well-known/jwks.json").text());
        assertThat(token.verify(Verifiers.of(published.getKeyByKeyId(next.kid())))).isTrue();
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getStringListClaim("roles")).isEmpty();
        assertThat(claims.getStringClaim("role")).isEmpty();
        assertThat(claims.getExpirationTime())
                .isBeforeOrEqualTo(Date.from(Instant.now().plusSeconds(30)))
                .isAfter(Date.from(before));
        assertThat(claims.getClaims())
                .doesNotContainKeys("scope", "email", "preferred_username", "auth_time");
        assertThat(Gate.admin().get("/admin/users/" + claims.getSubject()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "401, refused",
        "201, undecided",
        "204, undecided",
        "301, undecided",
        "400, undecided",
        "403, undecided",
        "404, undecided",
        "429, undecided",
        "500, undecided",
        "503, undecided",
    })
    void admitsWhenTheGateAnswersSomethingElseThenFalse(int status, String outcome) {
        gate.on(PATH, _ -> Reply.status(status).with("Location", gate.url() + "/elsewhere"));
        gate.on("/elsewhere", _ -> Reply.json(200, "{}"));
        double before = count(outcome);

        assertThat(canary().admits(pending(KeyAlgorithm.RS256))).isFalse();

        assertThat(count(outcome)).isEqualTo(before + 1);
    }

    @Test
    void admitsWhenTheConnectionIsCutThenFalse() {
        gate.on(PATH, _ -> Reply.cut());

        assertThat(canary().admits(pending(KeyAlgorithm.RS256))).isFalse();
    }

    /** Each byte comes within the time that one may take, and the answer never ends. */
    @Test
    @Timeout(60)
    void admitsWhenTheAnswerComesAByteAtATimeThenFalseAndTheConnectionIsClosed() throws Exception {
        try (SlowServer slow = new SlowServer(tls)) {
            KeyCanary canary = canary(slow.url(), Duration.ofMillis(500));

            assertThat(canary.admits(pending(KeyAlgorithm.RS256))).isFalse();

            slow.awaitClosed();
        }
    }

    @Test
    void admitsWhenSomebodyElseAnswersForTheGateThenFalseAndHeSeesNoToken() throws IOException {
        gate.on(PATH, _ -> Reply.json(200, "{}"));
        Path other = Files.createDirectory(directory.resolve("other"));
        authorities = new Certificates(other).workload("other").trust();

        assertThat(canary().admits(pending(KeyAlgorithm.RS256))).isFalse();

        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void admitsWhenTheAuthoritiesCannotBeReadThenFalse() {
        authorities = directory.resolve("missing.crt");

        assertThat(canary().admits(pending(KeyAlgorithm.RS256))).isFalse();
    }

    @Test
    void admitsWhenRefusedTwiceThenOneWarningUntilItIsTaken() {
        gate.on(PATH, _ -> Reply.status(401));
        KeyCanary canary = canary();
        KeyInfo next = pending(KeyAlgorithm.RS256);

        try (CapturedLog log = new CapturedLog(KeyCanary.class.getName())) {
            canary.admits(next);
            canary.admits(next);

            assertThat(log.levels()).filteredOn(Level.WARNING::equals).hasSize(1);
            assertThat(log.text()).contains(next.kid(), "REFUSED");
        }
    }

    /** No access token is signed by those, and the gate takes nothing else. */
    @ParameterizedTest
    @EnumSource(names = {"ES256", "EdDSA"})
    void admitsWhenTheKeySignsNoAccessTokensThenTrueAndNothingIsAsked(KeyAlgorithm algorithm) {
        assertThat(canary().admits(pending(algorithm))).isTrue();

        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void admitsWhenThereAreNoAuthoritiesThenTrueAndNothingIsAsked() {
        KeyCanary none =
                new KeyCanary(keys(), metrics(), clock(), gate.url(), Optional.empty(), LONG);

        assertThat(none.admits(pending(KeyAlgorithm.RS256))).isTrue();

        assertThat(gate.requests()).isEmpty();
    }

    @Test
    void turnWhenTheGateRefusesThenItIsTooEarly() {
        gate.on(PATH, _ -> Reply.status(401));
        TestClock later = new TestClock();
        later.advance(Duration.between(later.instant(), Instant.now().plus(Duration.ofHours(2))));
        KeyTurn turn =
                new KeyTurn(bean(KeyRepository.class), canary(), bean(KeyMaker.class), later);

        assertThatThrownBy(() -> turn.demandTaken(pending(KeyAlgorithm.RS256)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.code()).isEqualTo(ProblemCode.KEY_TOO_NEW));
    }

    private KeyCanary canary() {
        return canary(gate.url(), LONG);
    }

    private KeyCanary canary(URI url, Duration whole) {
        return new KeyCanary(keys(), metrics(), clock(), url, Optional.of(authorities), whole);
    }

    private static KeyInfo pending(KeyAlgorithm algorithm) {
        return await().until(
                        () ->
                                keys().current().infos().stream()
                                        .filter(info -> info.algorithm() == algorithm)
                                        .filter(info -> info.state() == KeyState.PENDING)
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** While the gate was asked an administrator was quicker. */
    @Test
    void promoteWhenTheKeyHasBecomeActiveMeanwhileThenItStaysSo() {
        KeyInfo active = keys().current().activeInfo(KeyAlgorithm.RS256).orElseThrow();

        boolean promoted =
                bean(Transactions.class)
                        .run(session -> bean(KeyTurn.class).promote(session, active));

        assertThat(promoted).isFalse();
        keys().reload();
        assertThat(keys().current().activeInfo(KeyAlgorithm.RS256)).contains(active);
    }

    /** Of a later version, to whose instances this one is a neighbour for a while. */
    @Test
    void reloadWhenAKeyIsOfAnUnknownAlgorithmThenItIsLeftAlone() {
        Rows.update(
                "INSERT INTO signing_keys (kid, algorithm, state, private_sealed, created_at)"
                        + " VALUES ('later', 'LATER', 'PENDING', 'sealed', now())");
        try {
            keys().reload();

            assertThat(keys().current().infos()).extracting(KeyInfo::kid).doesNotContain("later");
            assertThat(keys().current().activeInfo(KeyAlgorithm.RS256)).isPresent();
        } finally {
            Rows.update("DELETE FROM signing_keys WHERE kid = ?", "later");
        }
    }

    private static double count(String outcome) {
        return Gate.counted("gatehouse_idp_key_canaries_total", outcome);
    }

    private static SigningKeys keys() {
        return bean(SigningKeys.class);
    }

    private static IdpMetrics metrics() {
        return bean(IdpMetrics.class);
    }

    private static Clock clock() {
        return Clock.systemUTC();
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
