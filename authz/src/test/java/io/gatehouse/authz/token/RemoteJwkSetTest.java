// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.gatehouse.testkit.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteJwkSetTest {
    private final TestClock clock = new TestClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicReference<JwkSetSource> source = new AtomicReference<>();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final RemoteJwkSet keys =
            new RemoteJwkSet(
                    () -> {
                        fetches.incrementAndGet();
                        return source.get().fetch();
                    },
                    background::add,
                    clock::nanoTime);

    @Test
    void refreshWhenKeysChangeThenNewRingWithoutTheWithdrawnKey() {
        serve(TestTokens.jwks(TestTokens.KEY));
        assertThat(keys.refresh()).isTrue();
        long generation = keys.current().generation();

        serve(TestTokens.jwks(TestTokens.OTHER_KEY));

        assertThat(keys.refresh()).isTrue();
        assertThat(keys.current().generation()).isEqualTo(generation + 1);
        assertThat(keys.current().find(TestTokens.KEY.getKeyID())).isEmpty();
        assertThat(keys.current().find(TestTokens.OTHER_KEY.getKeyID())).isPresent();
    }

    @Test
    void refreshWhenKeysAreTheSameThenKeepsGeneration() {
        serve(TestTokens.jwks(TestTokens.KEY, TestTokens.OTHER_KEY));
        keys.refresh();
        JwkSet before = keys.current();

        serve(TestTokens.jwks(TestTokens.OTHER_KEY, TestTokens.KEY));

        assertThat(keys.refresh()).isFalse();
        assertThat(keys.current()).isSameAs(before);
        assertThat(keys.refreshed()).isEqualTo(2);
    }

    static Stream<Arguments> failures() throws Exception {
        return Stream.of(
                Arguments.of(
                        "away",
                        (JwkSetSource)
                                () -> {
                                    throw new IOException("connection refused");
                                }),
                Arguments.of(
                        "broken client",
                        (JwkSetSource)
                                () -> {
                                    throw new IllegalStateException("closed");
                                }),
                answer("empty body", ""),
                answer("garbage", "<html>"),
                answer("no keys member", "{}"),
                answer("empty set", "{\"keys\":[]}"),
                answer("keys of a wrong type", "{\"keys\":\"none\"}"),
                answer(
                        "cut off",
                        new String(TestTokens.jwks(TestTokens.KEY), StandardCharsets.UTF_8)
                                .substring(0, 200)),
                answer(
                        "twice the same id",
                        set(
                                TestTokens.KEY,
                                new RSAKey.Builder(TestTokens.OTHER_KEY)
                                        .keyID(TestTokens.KEY.getKeyID())
                                        .build())),
                answer("weak key", set(rsa(1024))),
                answer(
                        "elliptic key only",
                        set(
                                new ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256)
                                        .keyUse(KeyUse.SIGNATURE)
                                        .keyID("ec")
                                        .generate())),
                answer(
                        "for encryption",
                        set(new RSAKey.Builder(TestTokens.KEY).keyUse(KeyUse.ENCRYPTION).build())),
                answer("no use", set(new RSAKey.Builder(TestTokens.KEY).keyUse(null).build())),
                answer("no id", set(new RSAKey.Builder(TestTokens.KEY).keyID(null).build())),
                answer(
                        "other algorithm",
                        set(
                                new RSAKey.Builder(TestTokens.KEY)
                                        .algorithm(JWSAlgorithm.PS256)
                                        .build())),
                answer(
                        "symmetric key",
                        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"x\",\"use\":\"sig\"}]}"),
                answer(
                        "exponent one",
                        "{\"keys\":[{\"kty\":\"RSA\",\"e\":\"AQ\",\"n\":\""
                                + TestTokens.KEY.getModulus()
                                + "\",\"kid\":\"x\",\"use\":\"sig\"}]}"),
                answer("too large", "{\"keys\":[" + " ".repeat(70_000) + "]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void refreshWhenAnswerIsNoGoodThenKeepsLastGoodKeys(String name, JwkSetSource failing) {
        serve(TestTokens.jwks(TestTokens.KEY));
        keys.refresh();
        JwkSet good = keys.current();

        source.set(failing);

        assertThat(keys.refresh()).isFalse();
        assertThat(keys.current()).isSameAs(good);
        assertThat(keys.failed()).isEqualTo(1);
    }

    /** idp and authz start together; before there are keys authz is not ready anyway. */
    @Test
    void refreshWhenItFailsThenWarnsOnlyWhereThereWereKeys() {
        List<Level> told = new ArrayList<>();
        Logger log = Logger.getLogger(RemoteJwkSet.class.getName());
        log.setFilter(line -> told.add(line.getLevel()));

        source.set(RemoteJwkSetTest::fail);
        keys.refresh();
        serve(TestTokens.jwks(TestTokens.KEY));
        keys.refresh();
        source.set(RemoteJwkSetTest::fail);
        keys.refresh();
        log.setFilter(null);

        assertThat(told).containsExactly(Level.INFO, Level.INFO, Level.WARNING);
    }

    private static byte[] fail() throws IOException {
        throw new IOException("connection refused");
    }

    @Test
    void refreshWhenOneKeyIsUnusableThenTakesTheOthers() throws Exception {
        serve(set(rsa(1024), TestTokens.KEY).getBytes(StandardCharsets.UTF_8));

        assertThat(keys.refresh()).isTrue();
        assertThat(keys.current().find(TestTokens.KEY.getKeyID())).isPresent();
    }

    @Test
    void refreshWhenAnotherThreadHasDoneItThenDoesNotWaitForIt() {
        serve(TestTokens.jwks(TestTokens.KEY));

        assertThat(elsewhere(keys::refresh)).isTrue();
        assertThat(elsewhere(keys::refresh)).isFalse();
        assertThat(elsewhere(() -> keys.refetch().isDone())).isFalse();
        assertThat(elsewhere(() -> keys.refetch().isDone())).isFalse();
    }

    @Test
    void refetchWhenAskedByManyThenFetchesOnce() {
        serve(TestTokens.jwks(TestTokens.KEY));

        CompletableFuture<Boolean> first = keys.refetch();
        CompletableFuture<Boolean> second = keys.refetch();
        assertThat(background).hasSize(1);
        background.remove().run();

        assertThat(first).isCompletedWithValue(true);
        assertThat(second).isCompletedWithValue(true);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void refetchWhenLastOneWasJustNowThenDoesNotFetch() {
        serve(TestTokens.jwks(TestTokens.KEY));
        CompletableFuture<Boolean> first = keys.refetch();
        background.remove().run();
        assertThat(first).isCompletedWithValue(true);

        clock.advance(RemoteJwkSet.REFETCH_INTERVAL.minusNanos(1));

        assertThat(keys.refetch()).isCompletedWithValue(false);
        assertThat(background).isEmpty();

        clock.advance(Duration.ofNanos(1));

        assertThat(keys.refetch()).isNotCompleted();
        assertThat(background).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void refetchWhenItFailsThenStillBounded(int attempts) {
        source.set(() -> {
            throw new IOException("away");
        });

        for (int i = 0; i < attempts; i++) {
            CompletableFuture<Boolean> refetch = keys.refetch();
            background.forEach(Runnable::run);
            background.clear();
            assertThat(refetch).isCompletedWithValue(false);
        }

        assertThat(fetches).hasValue(1);
    }

    @Test
    void refetchWhenOneWaiterGivesUpThenOthersStillWait() {
        serve(TestTokens.jwks(TestTokens.KEY));
        CompletableFuture<Boolean> impatient = keys.refetch();
        CompletableFuture<Boolean> patient = keys.refetch();

        impatient.complete(false);

        assertThat(patient).isNotCompleted();
        background.remove().run();
        assertThat(patient).isCompletedWithValue(true);
    }

    private void serve(byte[] jwks) {
        source.set(() -> jwks);
    }

    /** In a thread of its own, which a lock that is still held stops. */
    private static boolean elsewhere(Supplier<Boolean> step) {
        return CompletableFuture.supplyAsync(step, Thread::startVirtualThread)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static Arguments answer(String name, String body) {
        return Arguments.of(name, (JwkSetSource) () -> body.getBytes(StandardCharsets.UTF_8));
    }

    private static String set(JWK... keys) {
        return new JWKSet(List.of(keys)).toString();
    }

    private static RSAKey rsa(int bits) throws Exception {
        return new RSAKeyGenerator(bits, true)
                .keyUse(KeyUse.SIGNATURE)
                .keyID("weak-" + bits)
                .generate();
    }
}
