// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.authz.revocation.DenyList.Outcome;
import io.gatehouse.authz.token.VerifiedToken;
import io.gatehouse.testkit.TestClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenyListTest {
    private static final String ONE = "{\"revision\":1,\"entries\":[{\"revision\":1,";
    private static final Duration STALE = Duration.ofSeconds(5);

    private final TestClock clock = new TestClock();
    private final DenyList list = new DenyList(STALE, clock, clock::nanoTime);

    @Test
    void deniesWhenNothingIsListedThenFalse() {
        list.apply(0, page(3));

        assertThat(list.denies(token(100))).isFalse();
        assertThat(list.isLoaded()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,true", "99,true", "100,false", "101,false"})
    void deniesWhenSubjectIsListedThenWhatCarriesAnEarlierNotBefore(
            long notBefore, boolean denied) {
        list.apply(0, page(1, entry(1, Revocation.Kind.SUBJECT, "sub", 100)));

        assertThat(list.denies(token(notBefore))).isEqualTo(denied);
    }

    @ParameterizedTest
    @CsvSource({"TOKEN,jti", "SESSION,sid", "KEY,kid"})
    void deniesWhenListedThenWhateverItsNotBefore(Revocation.Kind kind, String value) {
        list.apply(0, page(1, entry(1, kind, value, 0)));

        assertThat(list.denies(token(Long.MAX_VALUE))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"TOKEN,sid", "SESSION,jti", "KEY,sub", "TOKEN,sub", "SESSION,kid"})
    void deniesWhenValueIsListedUnderAnotherKindThenFalse(Revocation.Kind kind, String value) {
        list.apply(0, page(1, entry(1, kind, value, 0)));

        assertThat(list.denies(token(100))).isFalse();
    }

    @Test
    void applyWhenSubjectIsListedTwiceThenTheLaterNotBeforeHolds() {
        list.apply(0, page(2, entry(2, Revocation.Kind.SUBJECT, "sub", 200)));
        list.apply(0, page(2, entry(1, Revocation.Kind.SUBJECT, "sub", 100)));

        assertThat(list.denies(token(199))).isTrue();
    }

    @Test
    void applyWhenMessageContinuesBeyondOurRevisionThenGapAndStillDenies() {
        list.apply(0, page(5));

        assertThat(list.apply(7, page(8, entry(8, Revocation.Kind.TOKEN, "jti", 0))))
                .isEqualTo(Outcome.GAP);
        assertThat(list.revision()).isEqualTo(5);
        assertThat(list.denies(token(1))).isTrue();
    }

    @Test
    void applyWhenRevisionGoesBackThenReloadAndNothingBecomesAllowed() {
        list.apply(0, page(5, entry(5, Revocation.Kind.TOKEN, "jti", 0)));

        assertThat(list.apply(5, page(2))).isEqualTo(Outcome.RELOAD);
        assertThat(list.revision()).isEqualTo(5);

        assertThat(list.apply(0, page(2, entry(2, Revocation.Kind.SESSION, "sid", 0))))
                .isEqualTo(Outcome.APPLIED);
        assertThat(list.revision()).isEqualTo(2);
        assertThat(list.size()).isEqualTo(2);
        assertThat(list.reloads()).isEqualTo(1);
    }

    @Test
    void applyWhenALateAnswerIsOlderThenRevisionStays() {
        list.apply(0, page(5));
        list.apply(5, page(8));

        assertThat(list.apply(5, page(7))).isEqualTo(Outcome.APPLIED);
        assertThat(list.revision()).isEqualTo(8);
    }

    @Test
    void applyWhenAnotherThreadHasDoneItThenDoesNotWaitForIt() {
        list.apply(0, page(0));

        CompletableFuture.runAsync(() -> list.apply(0, page(1)), Thread::startVirtualThread)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();

        assertThat(list.revision()).isEqualTo(1);
    }

    @Test
    void isLoadedWhenOnlyAPartWasHeardThenFalse() {
        list.apply(3, page(4));

        assertThat(list.isLoaded()).isFalse();
    }

    @Test
    void isStaleWhenNotHeardThenAfterTheLimitOnly() {
        list.apply(0, page(1));

        clock.advance(STALE);
        assertThat(list.isStale()).isFalse();
        clock.advance(Duration.ofNanos(1));
        assertThat(list.isStale()).isTrue();
        list.apply(1, page(1));
        assertThat(list.isStale()).isFalse();
    }

    @Test
    void purgeWhenTokensAreGoneThenForgetsAfterTheSkew() {
        list.apply(0, page(1, entry(1, Revocation.Kind.TOKEN, "jti", 0)));

        clock.advance(Duration.ofSeconds(359));
        list.purge();
        assertThat(list.size()).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        list.purge();
        assertThat(list.size()).isZero();
    }

    @Test
    void readWhenIdpAddsFieldsThenPassesThemOver() throws IOException {
        RevocationPage page =
                RevocationPage.read(
                        """
                        {"revision":7,"asOf":"2026-03-01T12:00:00Z","entries":[
                         {"revision":6,"kind":"sub","value":"s","notBefore":100,"reason":"x",
                          "expiresAt":"2026-03-01T12:05:00Z"},
                         {"revision":7,"kind":"jti","value":"j","expiresAt":"2026-03-01T12:05:00Z"}]}
                        """);

        assertThat(page.revision()).isEqualTo(7);
        assertThat(page.entries())
                .extracting(Revocation::kind)
                .containsExactly(Revocation.Kind.SUBJECT, Revocation.Kind.TOKEN);
        assertThat(page.entries().getFirst().notBefore()).hasValue(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"entries\":[]}",
                "{\"revision\":1}",
                "{\"revision\":-1,\"entries\":[]}",
                "{\"revision\":\"1\",\"entries\":[]}",
                "{\"revision\":1,\"entries\":[null]}",
                ONE
                        + "\"kind\":\"client\",\"value\":\"x\",\"expiresAt\":\"2026-03-01T12:05:00Z\"}]}",
                ONE + "\"kind\":\"sub\",\"value\":\"x\",\"expiresAt\":\"2026-03-01T12:05:00Z\"}]}",
                ONE + "\"kind\":\"jti\",\"value\":\"\",\"expiresAt\":\"2026-03-01T12:05:00Z\"}]}",
                ONE + "\"kind\":\"jti\",\"value\":\"x\"}]}"
            })
    void readWhenMessageIsNotUnderstoodThenThrows(String json) {
        assertThatThrownBy(() -> RevocationPage.read(json).entries().size())
                .isInstanceOfAny(IOException.class, RuntimeException.class);
    }

    private Revocation entry(long revision, Revocation.Kind kind, String value, long notBefore) {
        return new Revocation(
                revision,
                kind,
                value,
                notBefore == 0 ? OptionalLong.empty() : OptionalLong.of(notBefore),
                clock.instant().plusSeconds(300));
    }

    private static RevocationPage page(long revision, Revocation... entries) {
        return new RevocationPage(revision, List.of(entries));
    }

    private static VerifiedToken token(long notBefore) {
        return new VerifiedToken(
                "sub",
                "sid",
                "jti",
                "kid",
                Set.of(),
                notBefore,
                1_800_000_000L,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
