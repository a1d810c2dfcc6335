// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.keys.KeyPlan.Delete;
import io.gatehouse.idp.keys.KeyPlan.Generate;
import io.gatehouse.idp.keys.KeyPlan.Promote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyPlanTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final KeyPlan plan =
            new KeyPlan(
                    new IdpConfig.Keys(
                            Duration.ofMinutes(60), Duration.ofDays(30), Optional.empty()),
                    Duration.ofMinutes(5));

    @Test
    void nextWhenNothingThenFirstKeySignsAtOnce() {
        assertThat(plan.next(List.of(), NOW))
                .contains(new Generate(KeyAlgorithm.RS256, KeyState.ACTIVE));
    }

    @Test
    void nextWhenOnlyActiveThenNextKeyIsPublished() {
        assertThat(plan.next(List.of(active("a", Duration.ZERO)), NOW))
                .contains(new Generate(KeyAlgorithm.RS256, KeyState.PENDING));
    }

    @Test
    void nextWhenActiveIsYoungThenNothing() {
        var keys = List.of(active("a", Duration.ofDays(29)), pending("p", Duration.ofDays(29)));

        assertThat(plan.next(besideOthers(keys), NOW)).isEmpty();
    }

    @Test
    void nextWhenActiveIsOldThenPublishedKeyTakesOver() {
        var keys = List.of(active("a", Duration.ofDays(30)), pending("p", Duration.ofDays(29)));

        assertThat(plan.next(keys, NOW)).contains(new Promote(keys.getLast()));
    }

    @Test
    void nextWhenNextKeyIsNotPublishedLongEnoughThenOldGoesOn() {
        var old = active("a", Duration.ofDays(31));

        var late = pending("p", Duration.ofMinutes(60));

        assertThat(plan.next(besideOthers(List.of(old, pending("p", Duration.ofMinutes(59)))), NOW))
                .isEmpty();
        assertThat(plan.next(besideOthers(List.of(old, late)), NOW)).contains(new Promote(late));
    }

    @ParameterizedTest(name = "published for {1} of {0}")
    @CsvSource({
        "PT60M, PT0S, PT10M",
        "PT60M, PT9M59S, PT1S",
        "PT60M, PT10M, PT0S",
        "PT60M, PT50M, PT0S",
        "PT20S, PT5S, PT15S",
        "PT20S, PT20S, PT0S",
        "PT0S, PT0S, PT0S",
    })
    void unknownForWhenPublishedThenTenMinutesOrTheRotationsOwnWait(
            Duration configured, Duration age, Duration expected) {
        var keys = new IdpConfig.Keys(configured, Duration.ofDays(30), Optional.empty());

        assertThat(new KeyPlan(keys, Duration.ofMinutes(5)).unknownFor(pending("p", age), NOW))
                .isEqualTo(expected);
    }

    @Test
    void nextWhenActiveIsGoneThenPublishedKeyTakesOver() {
        var next = pending("p", Duration.ZERO);

        assertThat(plan.next(List.of(next), NOW)).contains(new Promote(next));
    }

    @Test
    void nextWhenLastTokenOfRetiredKeyIsGoneThenDeleted() {
        var keys = List.of(active("a", Duration.ZERO), pending("p", Duration.ZERO));

        assertThat(plan.next(besideOthers(with(keys, Duration.ofMinutes(14))), NOW)).isEmpty();
        assertThat(plan.next(with(keys, Duration.ofMinutes(15)), NOW)).contains(new Delete("r"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "EdDSA"})
    void nextWhenAnAlgorithmHasNoKeysYetThenItsFirstOneSignsAtOnce(KeyAlgorithm algorithm) {
        var all = besideOthers(List.of(active("a", Duration.ZERO), pending("p", Duration.ZERO)));
        var others = all.stream().filter(key -> key.algorithm() != algorithm).toList();

        assertThat(plan.next(others, NOW)).contains(new Generate(algorithm, KeyState.ACTIVE));
    }

    @Test
    void nextWhenAKeyOfOneAlgorithmIsOldThenItsOwnNextKeyTakesOver() {
        var young = List.of(active("a", Duration.ofDays(1)), pending("p", Duration.ofDays(1)));
        var old =
                of(
                        KeyAlgorithm.ES256,
                        List.of(
                                active("e", Duration.ofDays(30)),
                                pending("n", Duration.ofDays(29))));

        assertThat(plan.next(join(young, old), NOW)).contains(new Promote(old.getLast()));
    }

    /** The keys beside those of the other algorithms, for which nothing is due. */
    private static List<KeyInfo> besideOthers(List<KeyInfo> keys) {
        var quiet = List.of(active("e", Duration.ZERO), pending("n", Duration.ZERO));
        return join(join(keys, of(KeyAlgorithm.ES256, quiet)), of(KeyAlgorithm.EdDSA, quiet));
    }

    private static List<KeyInfo> join(List<KeyInfo> first, List<KeyInfo> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<KeyInfo> of(KeyAlgorithm algorithm, List<KeyInfo> keys) {
        return keys.stream()
                .map(key ->
                        new KeyInfo(
                                key.kid(),
                                algorithm,
                                key.state(),
                                key.createdAt(),
                                key.activatedAt(),
                                key.retiredAt()))
                .toList();
    }

    private static List<KeyInfo> with(List<KeyInfo> keys, Duration retiredFor) {
        Instant retired = NOW.minus(retiredFor);
        return List.of(
                keys.get(0),
                keys.get(1),
                new KeyInfo(
                        "r",
                        KeyAlgorithm.RS256,
                        KeyState.RETIRED,
                        Instant.EPOCH,
                        Optional.of(Instant.EPOCH),
                        Optional.of(retired)));
    }

    private static KeyInfo active(String kid, Duration age) {
        Instant since = NOW.minus(age);
        return new KeyInfo(
                kid,
                KeyAlgorithm.RS256,
                KeyState.ACTIVE,
                since,
                Optional.of(since),
                Optional.empty());
    }

    private static KeyInfo pending(String kid, Duration age) {
        return new KeyInfo(
                kid,
                KeyAlgorithm.RS256,
                KeyState.PENDING,
                NOW.minus(age),
                Optional.empty(),
                Optional.empty());
    }
}
