// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.gatehouse.common.jose.Ed25519Keys;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TrailVerifierTest {
    private static final OctetKeyPair KEY = Ed25519Keys.generate(new SecureRandom());
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Finding> findings = new ArrayList<>();

    /** Ten events, with a checkpoint after each fifth: lines 0 to 4, 5 a checkpoint, and so on. */
    private static List<String> trail() {
        return trail(_ -> {});
    }

    private interface Before {
        void change(ObjectNode event);
    }

    private static List<String> trail(Before before) {
        List<String> lines = new ArrayList<>();
        String hash = Chain.START;
        for (int position = 1; position <= 10; position++) {
            ObjectNode event = event(position);
            before.change(event);
            hash = Chain.link(event, position, hash);
            lines.add(event.toString());
            if (position % 5 == 0) {
                lines.add(checkpoint(position, hash, KEY));
            }
        }
        return lines;
    }

    private static ObjectNode event(int number) {
        ObjectNode event = JSON.createObjectNode();
        event.put("class_uid", 3002).put("time", NOW.toEpochMilli() + number);
        event.putObject("metadata").put("uid", "event-" + number).put("event_code", "sign_in");
        event.putObject("unmapped");
        return event;
    }

    private static String checkpoint(long position, String hash, OctetKeyPair key) {
        return CheckpointLine.of(new Checkpoint(position, hash, NOW).sign(key), NOW).toString();
    }

    private TrailVerifier.Summary verify(List<String> lines) {
        return verify(lines, Map.of());
    }

    private TrailVerifier.Summary verify(List<String> lines, Map<Long, String> noted) {
        TrailVerifier verifier = new TrailVerifier(KEY.toPublicJWK(), noted, findings::add);
        lines.forEach(verifier::line);
        return verifier.end();
    }

    private List<String> found() {
        return findings.stream().map(it -> it.kind() + " " + it.position()).toList();
    }

    private static String changed(String line, UnaryOperator<ObjectNode> change) {
        try {
            return change.apply((ObjectNode) JSON.readTree(line)).toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anUntouchedTrailHasNoFault() {
        TrailVerifier.Summary summary = verify(trail());
        assertThat(findings).isEmpty();
        assertThat(summary.events()).isEqualTo(10);
        assertThat(summary.checkpoints()).isEqualTo(2);
        assertThat(summary.signedUpTo()).isEqualTo(10);
        assertThat(summary.faults()).isZero();
    }

    @Test
    void theOrderOfMembersMeansNothing() {
        List<String> lines = trail();
        lines.set(
                2,
                changed(
                        lines.get(2),
                        event -> {
                            ObjectNode turned = JSON.createObjectNode();
                            turned.set("unmapped", event.get("unmapped"));
                            turned.set("metadata", event.get("metadata"));
                            turned.set("time", event.get("time"));
                            turned.set("class_uid", event.get("class_uid"));
                            return turned;
                        }));
        verify(lines);
        assertThat(findings).isEmpty();
    }

    @Test
    void aChangedEventIsNamed() {
        List<String> lines = trail();
        lines.set(2, changed(lines.get(2), event -> event.put("class_uid", 3001)));
        verify(lines);
        assertThat(found()).containsExactly("CHANGED 3");
    }

    @Test
    void anEventChangedWithItsHashIsNamedByTheNext() {
        List<String> lines = trail();
        lines.set(
                2,
                changed(
                        lines.get(2),
                        event -> {
                            event.put("class_uid", 3001);
                            Chain.takeHash(event);
                            Chain.link(event, 3, Chain.START);
                            return event;
                        }));
        verify(lines);
        assertThat(found()).containsExactly("CHANGED 3", "CHANGED 4");
    }

    @Test
    void aChainWrittenAnewIsNotWhatWasSigned() {
        List<String> genuine = trail();
        List<String> lines = trail(event -> event.put("class_uid", 3001));
        lines.set(5, genuine.get(5));
        lines.set(11, genuine.get(11));
        verify(lines);
        // The sixth event follows the fifth of the other chain.
        assertThat(found()).containsExactly("REWRITTEN 5", "CHANGED 6", "REWRITTEN 10");
    }

    @Test
    void aMissingEventIsNamed() {
        List<String> lines = trail();
        lines.remove(2);
        verify(lines);
        assertThat(found()).containsExactly("MISSING 3");
    }

    @Test
    void aGapIsNamedWithItsEnds() {
        List<String> lines = trail();
        lines.subList(1, 4).clear();
        verify(lines);
        assertThat(findings)
                .extracting(Finding::text)
                .containsExactly("Events 2 to 4 are missing.");
    }

    @Test
    void twoEventsInEachOthersPlaceAreNamed() {
        List<String> lines = trail();
        lines.add(3, lines.remove(2));
        verify(lines);
        assertThat(found()).containsExactly("MISSING 3", "MISPLACED 3");
    }

    @Test
    void anEventThatStandsTwiceIsNamed() {
        List<String> lines = trail();
        lines.add(3, lines.get(2));
        verify(lines);
        assertThat(found()).containsExactly("MISPLACED 3");
    }

    @Test
    void anEventPutInBetweenIsNamed() {
        List<String> lines = trail();
        ObjectNode forged = event(99);
        Chain.link(forged, 3, Chain.START);
        lines.add(2, forged.toString());
        verify(lines);
        assertThat(found()).containsExactly("CHANGED 3", "MISPLACED 3", "CHANGED 4");
    }

    @Test
    void aTailCutOffIsNamedByACheckpoint() {
        List<String> lines = trail();
        lines.subList(8, 11).clear();
        verify(lines);
        assertThat(found()).containsExactly("MISSING 8");
    }

    @Test
    void aHeadCutOffIsNamed() {
        List<String> lines = trail();
        verify(lines.subList(2, lines.size()));
        assertThat(found()).containsExactly("CUT_OFF 3");
    }

    @Test
    void aHeadCutOffAtACheckpointIsNamed() {
        List<String> lines = trail();
        verify(lines.subList(5, lines.size()));
        assertThat(found()).containsExactly("CUT_OFF 5");
    }

    private static String expired(String line) {
        Checkpoint signed =
                Checkpoint.read(CheckpointLine.signed(tree(line)), KEY.toPublicJWK()).orElseThrow();
        return CheckpointLine.of(signed.expire().sign(KEY), NOW).toString();
    }

    private static ObjectNode tree(String line) {
        try {
            return (ObjectNode) JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatHasExpiredIsMissedByNobody() {
        List<String> lines = trail();
        lines.set(5, expired(lines.get(5)));
        TrailVerifier.Summary summary = verify(lines.subList(5, lines.size()));
        assertThat(findings).isEmpty();
        assertThat(summary.events()).isEqualTo(5);
    }

    @Test
    void whatIsAboutToExpireIsMissedByNobody() {
        List<String> lines = trail();
        lines.set(5, expired(lines.get(5)));
        verify(lines.subList(3, lines.size()));
        assertThat(findings).isEmpty();
    }

    @Test
    void whatIsTiedToNothingIsNamedThoughSomethingHasExpired() {
        List<String> lines = trail();
        lines.set(5, expired(lines.get(5)));
        lines.remove(5);
        lines.set(5, changed(lines.get(5), event -> event.put("class_uid", 3001)));
        verify(lines.subList(5, lines.size()));
        assertThat(found()).containsExactly("CUT_OFF 6");
    }

    @Test
    void aNotedEventThatIsNotThereIsNamed() {
        TrailVerifier.Summary genuine = verify(trail());
        List<String> lines = trail();
        lines.subList(6, lines.size()).clear();
        verify(lines, Map.of(10L, genuine.hash()));
        assertThat(found()).containsExactly("MISSING 10");
    }

    @Test
    void aNotedHashIsComparedWithACheckpointAsWell() {
        List<String> lines = trail();
        lines.set(5, expired(lines.get(5)));
        verify(lines.subList(5, lines.size()), Map.of(5L, "0".repeat(64)));
        assertThat(found()).containsExactly("REWRITTEN 5");
    }

    @Test
    void aLineThatHoldsACheckpointAndMoreIsForged() {
        List<String> lines = trail();
        lines.add(6, changed(lines.get(5), line -> line.put("class_uid", 3002)));
        verify(lines);
        assertThat(found()).containsExactly("FORGED 5");
    }

    @Test
    void aCheckpointOfAnotherKeyIsNamed() {
        List<String> lines = trail();
        OctetKeyPair other = Ed25519Keys.generate(new SecureRandom());
        lines.set(5, checkpoint(5, "f".repeat(64), other));
        verify(lines);
        assertThat(found()).containsExactly("FORGED 5");
    }

    @Test
    void aTrailWrittenAnewWithTheKeyIsNotWhatWasNoted() {
        TrailVerifier.Summary genuine = verify(trail());
        verify(trail(event -> event.put("class_uid", 3001)), Map.of(10L, genuine.hash()));
        assertThat(found()).containsExactly("REWRITTEN 10");
    }

    @Test
    void aCheckpointElsewhereIsNamed() {
        List<String> lines = trail();
        lines.add(8, lines.remove(5));
        verify(lines);
        assertThat(found()).containsExactly("MISPLACED 5");
    }

    @Test
    void aLineThatIsNoEventIsNamed() {
        List<String> lines = trail();
        lines.add(2, "[]");
        lines.add(2, "{\"time\":1}");
        lines.add(2, "nonsense");
        lines.add(2, "null");
        lines.add(2, "");
        lines.add(2, lines.get(0) + " {}");
        lines.add(2, lines.get(0).replaceFirst("\\{", "{\"time\":0,"));
        verify(lines);
        assertThat(found()).hasSize(7).containsOnly("UNREADABLE 0");
    }
}
