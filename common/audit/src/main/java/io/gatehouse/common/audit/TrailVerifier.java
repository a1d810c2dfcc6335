// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.audit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Verifies the lines of an export one after another, in one pass and in constant memory. After a
 * finding it goes on from what the line itself says, so that each fault is found once.
 */
public final class TrailVerifier {
    /** One reading alone: what another program might read otherwise is no line of a trail. */
    private static final ObjectReader LINES =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(ObjectNode.class);

    private final OctetKeyPair key;
    private final Map<Long, String> noted;
    private final Consumer<Finding> findings;

    private boolean begun;
    private long position;
    private String hash = Chain.START;
    private long beginsAfter;
    private long expiredUpTo;
    private long events;
    private long checkpoints;
    private long signedUpTo;
    private long faults;
    private final NavigableSet<Long> unseen;

    /**
     * What was seen.
     *
     * @param events that were read
     * @param checkpoints that were signed by the key
     * @param last number of the last event
     * @param hash of that event
     * @param signedUpTo number of the last event that a checkpoint speaks for; of those after it
     *     only the chain is proof
     * @param faults that were found
     */
    public record Summary(
            long events, long checkpoints, long last, String hash, long signedUpTo, long faults) {}

    /**
     * @param key the public key of the trail
     * @param noted the hashes that some events had, by their numbers, as somebody has noted them
     *     elsewhere
     * @param findings is told of each fault when it is found
     */
    public TrailVerifier(OctetKeyPair key, Map<Long, String> noted, Consumer<Finding> findings) {
        this.key = requireNonNull(key, "key");
        this.noted = Map.copyOf(noted);
        this.unseen = new TreeSet<>(noted.keySet());
        this.findings = requireNonNull(findings, "findings");
    }

    /** Takes the next line of the export. */
    public void line(String text) {
        try {
            ObjectNode line = LINES.readValue(text);
            if (line == null) {
                unreadable();
            } else if (CheckpointLine.is(line)) {
                checkpoint(line);
            } else {
                event(line);
            }
        } catch (JsonProcessingException | ClassCastException none) {
            unreadable();
        }
    }

    /** Says what was seen; to be called after the last line. */
    public Summary end() {
        if (beginsAfter > expiredUpTo) {
            found(
                    Finding.Kind.CUT_OFF,
                    beginsAfter,
                    "The trail begins at event "
                            + beginsAfter
                            + ", and no checkpoint says that what was before has expired.");
        }
        unseen.forEach(number ->
                found(
                        Finding.Kind.MISSING,
                        number,
                        "Event " + number + ", whose hash was noted, is not there."));
        return new Summary(events, checkpoints, position, hash, signedUpTo, faults);
    }

    private void event(ObjectNode event) {
        long next = Chain.position(event);
        String stated = Chain.takeHash(event);
        if (next <= 0 || stated.isEmpty()) {
            unreadable();
            return;
        }
        events++;
        if (begun && next <= position) {
            found(
                    Finding.Kind.MISPLACED,
                    next,
                    "Event " + next + " stands twice or not in its place.");
            return;
        }
        tie(event, next, stated);
        begun = true;
        position = next;
        hash = stated;
        compare();
    }

    private void compare() {
        if (unseen.remove(position) && !noted.get(position).equals(hash)) {
            found(
                    Finding.Kind.REWRITTEN,
                    position,
                    "The events up to " + position + " are not those whose hash was noted.");
        }
    }

    private void tie(ObjectNode event, long next, String stated) {
        if (next == position + 1) {
            if (!Chain.hash(event, hash).equals(stated)) {
                found(
                        Finding.Kind.CHANGED,
                        next,
                        "Event " + next + " was changed, or the one that it follows.");
            }
        } else if (begun) {
            missing(position + 1, next - 1);
        } else {
            // Nothing tells whether it is genuine. While events expire, that is so for a moment: a
            // checkpoint further on says that they, and this one, are to go.
            beginsAfter = next;
        }
    }

    private void checkpoint(ObjectNode line) {
        String signed = CheckpointLine.signed(line);
        Optional<Checkpoint> checkpoint =
                Checkpoint.read(signed, key)
                        .filter(it -> CheckpointLine.of(signed, it.at()).equals(line));
        if (checkpoint.isPresent()) {
            checkpoint(checkpoint.get());
        } else {
            found(
                    Finding.Kind.FORGED,
                    position,
                    "A checkpoint after event " + position + " was not signed by this key.");
        }
    }

    private void checkpoint(Checkpoint checkpoint) {
        checkpoints++;
        if (checkpoint.expired()) {
            expiredUpTo = Math.max(expiredUpTo, checkpoint.position());
        }
        if (!begun) {
            // What it speaks for has expired; what follows is tied to it.
            beginsAfter = checkpoint.position();
        } else if (checkpoint.position() > position) {
            missing(position + 1, checkpoint.position());
        } else if (checkpoint.position() < position) {
            found(
                    Finding.Kind.MISPLACED,
                    checkpoint.position(),
                    "The checkpoint of event " + checkpoint.position() + " is not in its place.");
            return;
        } else if (!checkpoint.hash().equals(hash)) {
            found(
                    Finding.Kind.REWRITTEN,
                    position,
                    "The events up to " + position + " are not those that were signed.");
        }
        begun = true;
        position = checkpoint.position();
        hash = checkpoint.hash();
        signedUpTo = position;
        compare();
    }

    private void unreadable() {
        found(Finding.Kind.UNREADABLE, 0, "A line after event " + position + " is no event.");
    }

    private void missing(long from, long to) {
        found(
                Finding.Kind.MISSING,
                from,
                from == to
                        ? "Event " + from + " is missing."
                        : "Events " + from + " to " + to + " are missing.");
    }

    private void found(Finding.Kind kind, long where, String text) {
        faults++;
        findings.accept(new Finding(kind, where, text));
    }
}
