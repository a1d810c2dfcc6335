// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.gatehouse.common.audit.Chain;
import io.gatehouse.common.audit.Finding;
import io.gatehouse.common.audit.TrailVerifier;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.Leases;
import io.gatehouse.idp.Person;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.gatehouse.testkit.TestClock;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is done to the trail in the database is found and named. */
@ExtendWith(IdpServer.class)
class ChainIT {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final Http admin = Gate.admin();
    private final TestClock clock = new TestClock();
    private final Chaining chaining = bean(Chaining.class);
    private final List<Finding> findings = new ArrayList<>();

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    @BeforeEach
    void writeSome() {
        Person person = Person.register();
        person.login();
        person.login();
        chaining.round();
    }

    private TrailVerifier.Summary verify() {
        findings.clear();
        TrailVerifier verifier = new TrailVerifier(key(), Map.of(), findings::add);
        Optional<String> page = Optional.of("/admin/audit/export");
        while (page.isPresent()) {
            HttpAnswer answer = admin.get(page.get());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            answer.text().lines().forEach(verifier::line);
            page =
                    answer.header("link")
                            .map(NEXT::matcher)
                            .filter(Matcher::matches)
                            .map(it -> it.group(1));
        }
        return verifier.end();
    }

    private OctetKeyPair key() {
        try {
            return OctetKeyPair.parse(admin.get("/admin/audit/key").text());
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static long last() {
        return Rows.count("SELECT max(position) FROM audit_events");
    }

    @Test
    void whatIsWrittenIsChainedAndHolds() {
        TrailVerifier.Summary summary = verify();

        assertThat(findings).isEmpty();
        assertThat(summary.events()).isPositive();
        assertThat(summary.checkpoints()).isPositive();
    }

    @Test
    void thePublicKeyHasNoPrivateHalf() {
        assertThat(key().isPrivate()).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a refusal made a success| CHANGED"
                        + "| UPDATE audit_events SET event = replace(event, '\"status_id\":1', '\"status_id\":2')"
                        + " WHERE position = ?"
                        + "| UPDATE audit_events SET event = replace(event, '\"status_id\":2', '\"status_id\":1')"
                        + " WHERE position = ?",
                "no JSON any more| CHANGED"
                        + "| UPDATE audit_events SET event = concat('x', event) WHERE position = ?"
                        + "| UPDATE audit_events SET event = substr(event, 2) WHERE position = ?",
                "no object any more| CHANGED"
                        + "| UPDATE audit_events SET event = concat('[', event, ']') WHERE position = ?"
                        + "| UPDATE audit_events SET event = substr(event, 2, length(event) - 2) WHERE position = ?",
                "another hash| CHANGED"
                        + "| UPDATE audit_events SET hash = reverse(hash) WHERE position = ?"
                        + "| UPDATE audit_events SET hash = reverse(hash) WHERE position = ?",
                "an event taken out| MISSING"
                        + "| UPDATE audit_events SET position = -position WHERE position = ?"
                        + "| UPDATE audit_events SET position = -position WHERE position = -?",
            })
    void tamperingIsNamed(String what, Finding.Kind kind, String tamper, String restore) {
        long position = last() - 1;
        assertThat(Rows.update(tamper.strip(), position)).isEqualTo(1);
        try {
            verify();
        } finally {
            assertThat(Rows.update(restore.strip(), position)).isEqualTo(1);
        }

        assertThat(findings).extracting(Finding::kind).contains(kind);
        assertThat(findings).extracting(Finding::position).contains(position);
        verify();
        assertThat(findings).isEmpty();
    }

    @Test
    void twoEventsInEachOthersPlaceAreNamed() {
        long first = last() - 2;
        swap(first, first + 1);
        try {
            verify();
        } finally {
            swap(first, first + 1);
        }

        assertThat(findings).extracting(Finding::kind).containsOnly(Finding.Kind.CHANGED);
        assertThat(findings).extracting(Finding::position).contains(first, first + 1);
    }

    private static void swap(long one, long other) {
        String sql = "UPDATE audit_events SET position = ? WHERE position = ?";
        Rows.update(sql, -1, one);
        Rows.update(sql, one, other);
        Rows.update(sql, other, -1);
    }

    @Test
    void aForgedCheckpointIsNamed() {
        long position =
                Rows.count("SELECT position FROM audit_checkpoints ORDER BY position DESC LIMIT 1");
        String sql = "UPDATE audit_checkpoints SET signed = reverse(signed) WHERE position = ?";
        Rows.update(sql, position);
        try {
            verify();
        } finally {
            Rows.update(sql, position);
        }

        assertThat(findings).extracting(Finding::kind).contains(Finding.Kind.FORGED);
    }

    @Test
    void anEndThatWasTakenOffLeavesAGapAndIsTold() {
        long end = last();
        String off = "UPDATE audit_events SET position = -position WHERE position = ?";
        Rows.update(off, end);
        try {
            Person.register();
            chaining.round();

            assertThat(last()).isGreaterThan(end);
            assertThat(broken()).isPositive();
            verify();
            assertThat(findings)
                    .extracting(it -> it.kind() + " " + it.position())
                    .containsExactly("MISSING " + end);
        } finally {
            Rows.update("UPDATE audit_events SET position = -position WHERE position = -?", end);
        }
        verify();
        assertThat(findings).isEmpty();
    }

    @Test
    void aChainWrittenAnewIsFoundThoughWhatFollowsIsSigned() throws JsonProcessingException {
        long end = last();
        String event = text("SELECT event FROM audit_events WHERE position = ?", end);
        String hash = text("SELECT hash FROM audit_events WHERE position = ?", end);
        String before = text("SELECT hash FROM audit_events WHERE position = ?", end - 1);
        ObjectNode forged = (ObjectNode) new ObjectMapper().readTree(event);
        forged.put("time", 1);
        String write = "UPDATE audit_events SET event = ?, hash = ? WHERE position = ?";
        Rows.update(write, forged.toString(), Chain.link(forged.deepCopy(), end, before), end);
        try {
            Person.register();
            chaining.round();

            assertThat(broken()).isPositive();
            verify();
            assertThat(findings)
                    .extracting(it -> it.kind() + " " + it.position())
                    .containsExactly("CHANGED " + (end + 1));
        } finally {
            Rows.update(write, event, hash, end);
        }
        verify();
        assertThat(findings).isEmpty();
    }

    private static String text(String sql, long position) {
        return new String(Rows.bytes(sql, position), StandardCharsets.UTF_8);
    }

    private static double broken() {
        return Gate.counted("gatehouse_idp_audit_broken");
    }

    @Test
    void manyInstancesAtOnceChainEachEventOnce() {
        for (int i = 0; i < 20; i++) {
            Person.register();
        }
        List<Callable<Boolean>> rounds =
                Stream.generate(() -> another())
                        .limit(4)
                        .<Callable<Boolean>>map(instance ->
                                () -> {
                                    instance.round();
                                    return true;
                                })
                        .toList();
        Parallel.all(rounds);

        assertThat(Rows.count("SELECT count(*) FROM audit_events WHERE position IS NULL")).isZero();
        verify();
        assertThat(findings).isEmpty();
    }

    private Chaining another() {
        return new Chaining(
                bean(EventRepository.class),
                bean(CheckpointRepository.class),
                bean(TrailKey.class),
                bean(Leases.class),
                bean(Transactions.class),
                clock,
                bean(MetricRegistry.class));
    }

    @Test
    void aCheckpointIsSignedEachMinuteIfThereIsSomethingNew() {
        clock.advance(Duration.between(TestClock.START, Instant.now()).plusDays(1));
        Chaining later = another();
        later.round();
        long before = Rows.count("SELECT count(*) FROM audit_checkpoints");
        later.round();
        clock.advance(Duration.ofMinutes(1));
        later.round();
        assertThat(Rows.count("SELECT count(*) FROM audit_checkpoints")).isEqualTo(before);

        Person.register();
        later.round();
        assertThat(Rows.count("SELECT count(*) FROM audit_checkpoints")).isEqualTo(before + 1);
    }

    @Test
    void whatHasExpiredIsGoneAndTheRestStillHolds() {
        long end = last();
        IdpConfig real = bean(IdpConfig.class);
        clock.advance(Duration.between(TestClock.START, Instant.now()).plusDays(2));
        another().round();
        clock.advance(real.audit().kept().plusDays(1));
        Expiry expiry =
                new Expiry(
                        bean(EventRepository.class),
                        bean(CheckpointRepository.class),
                        bean(TrailKey.class),
                        bean(Trail.class),
                        bean(Leases.class),
                        bean(Transactions.class),
                        clock,
                        real);
        expiry.round();
        chaining.round();

        assertThat(Rows.count("SELECT count(*) FROM audit_events WHERE position <= ?", end))
                .isZero();
        verify();
        assertThat(findings).isEmpty();
        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM audit_events WHERE kind ="
                                        + " 'audit_events_expired'"))
                .isPositive();
        expiry.round();
        chaining.round();
        verify();
        assertThat(findings).isEmpty();
    }
}
