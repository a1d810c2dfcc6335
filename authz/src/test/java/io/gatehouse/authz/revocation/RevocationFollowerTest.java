// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.TestClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RevocationFollowerTest {
    private final TestClock clock = new TestClock();
    private final DenyList list = new DenyList(Duration.ofSeconds(5), clock, clock::nanoTime);
    private final FakeIdp idp = new FakeIdp();
    private final Pauses pauses = new Pauses();
    private final RevocationFollower follower =
            new RevocationFollower(list, idp, pauses, clock::nanoTime);

    @Test
    void pollWhenAnsweredThenAsksAfterWhatItHas() {
        idp.answers.add(page(3));
        idp.answers.add(page(4));

        follower.poll();
        follower.poll();

        assertThat(idp.asked).containsExactly(0L, 3L);
        assertThat(list.revision()).isEqualTo(4);
        assertThat(list.isLoaded()).isTrue();
    }

    @Test
    void pollWhenHistoryWentBackThenLoadsAllOfIt() {
        list.apply(0, page(5));
        idp.answers.add(page(2));
        idp.answers.add(page(2));

        follower.poll();

        assertThat(idp.asked).containsExactly(5L, 0L);
        assertThat(list.revision()).isEqualTo(2);
    }

    @Test
    void pollWhenIdpIsAwayThenForgetsWhatEndedAllTheSame() {
        list.apply(0, new RevocationPage(1, List.of(entry())));
        clock.advance(Duration.ofHours(1));

        follower.poll();

        assertThat(list.size()).isZero();
        assertThat(list.isStale()).isTrue();
    }

    @Test
    void pollWhenStreamIsSilentForLongerThanMayBeThenEndsIt() {
        List<Boolean> ended = new ArrayList<>();
        Connection silent = new Connection("");
        silent.whenRead =
                () -> {
                    clock.advance(RevocationFollower.SILENCE);
                    follower.poll();
                    ended.add(silent.closed);
                    clock.advance(Duration.ofNanos(1));
                    follower.poll();
                    ended.add(silent.closed);
                    silent.whenRead = Connection::nothing;
                };
        clock.advance(RevocationFollower.SILENCE);
        idp.streams.add(silent);

        follower.follow();

        assertThat(ended).containsExactly(false, true);
    }

    @Test
    void pollWhenStreamWasHeardMeanwhileThenLeavesIt() {
        List<Boolean> ended = new ArrayList<>();
        Connection live = new Connection(event(1));
        live.whenRead =
                () -> {
                    clock.advance(RevocationFollower.SILENCE);
                    // The first event is heard now; at its end the stream is read once more.
                    live.whenRead =
                            () -> {
                                clock.advance(RevocationFollower.SILENCE);
                                follower.poll();
                                ended.add(live.closed);
                                live.whenRead = Connection::nothing;
                            };
                };
        idp.streams.add(live);

        follower.follow();

        assertThat(ended).containsExactly(false);
    }

    @Test
    void followWhenStreamEndsThenGoesOnFromWhatItHeard() {
        idp.streams.add(new Connection(event(1) + event(3)));
        idp.streams.add(new Connection(event(4)));

        follower.follow();

        assertThat(idp.followed).containsExactly(0L, 3L, 4L);
        assertThat(list.revision()).isEqualTo(4);
        assertThat(idp.given).allMatch(stream -> stream.closed);
    }

    @Test
    void followWhenHistoryWentBackThenLoadsAllOfItAndFollowsAnew() {
        list.apply(0, page(5));
        idp.streams.add(new Connection(event(2) + event(9)));
        idp.answers.add(page(2));

        follower.follow();

        assertThat(idp.asked).containsExactly(0L);
        assertThat(idp.followed).containsExactly(5L, 2L);
        assertThat(list.revision()).isEqualTo(2);
    }

    @Test
    void followWhenAMessageIsNotUnderstoodThenFollowsAnewFromTheLastGoodOne() {
        idp.streams.add(new Connection(event(1) + "event: revocations\ndata: {}\n\n" + event(3)));

        follower.follow();

        assertThat(idp.followed).containsExactly(0L, 1L);
        assertThat(list.revision()).isEqualTo(1);
    }

    @Test
    void followWhenClosedThenHearsNoMore() {
        Connection last = new Connection(event(1));
        last.whenRead =
                () -> {
                    follower.close();
                    assertThat(last.closed).isTrue();
                };
        idp.streams.add(last);
        idp.streams.add(new Connection(event(2)));

        follower.follow();

        assertThat(list.revision()).isZero();
        assertThat(idp.followed).containsExactly(0L);
    }

    @Test
    void followWhenInterruptedThenEndsAndSaysSo() {
        idp.streams.add(new Connection(""));
        idp.streams.add(new Connection(""));
        Thread.currentThread().interrupt();

        follower.follow();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(idp.followed).containsExactly(0L);
    }

    @Test
    void followWhenItFailsAgainAndAgainThenWaitsLongerUntilItHears() {
        for (int i = 0; i < 7; i++) {
            idp.streams.add(new Connection(""));
        }
        idp.streams.add(new Connection(event(1)));

        follower.follow();

        assertThat(pauses.shortest).containsOnly(100L);
        assertThat(pauses.longest)
                .containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 200L, 400L);
    }

    private Revocation entry() {
        return new Revocation(
                1, Revocation.Kind.TOKEN, "jti", OptionalLong.empty(), clock.instant());
    }

    private static RevocationPage page(long revision) {
        return new RevocationPage(revision, List.of());
    }

    private static String event(long revision) {
        return "event: revocations\ndata: {\"revision\":%d,\"entries\":[]}\n\n".formatted(revision);
    }

    /** Answers what it was told to; when it has no more streams, the follower is closed. */
    private final class FakeIdp implements RevocationSource {
        private final Queue<RevocationPage> answers = new ArrayDeque<>();
        private final Queue<Connection> streams = new ArrayDeque<>();
        private final List<Connection> given = new ArrayList<>();
        private final List<Long> asked = new ArrayList<>();
        private final List<Long> followed = new ArrayList<>();

        @Override
        public RevocationPage after(long revision) throws IOException {
            asked.add(revision);
            return Optional.ofNullable(answers.poll()).orElseThrow(() -> new IOException("away"));
        }

        @Override
        public InputStream stream(long revision) throws IOException {
            followed.add(revision);
            if (streams.isEmpty()) {
                follower.close();
                throw new IOException("away");
            }
            given.add(streams.element());
            return streams.remove();
        }
    }

    private static final class Connection extends ByteArrayInputStream {
        private Runnable whenRead = Connection::nothing;
        private boolean closed;

        Connection(String text) {
            super(text.getBytes(StandardCharsets.UTF_8));
        }

        private static void nothing() {}

        @Override
        public synchronized int read(byte[] bytes, int from, int length) {
            whenRead.run();
            return super.read(bytes, from, length);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Remembers between which limits a pause was chosen, and lets it be none. */
    private static final class Pauses implements RandomGenerator {
        private final List<Long> shortest = new ArrayList<>();
        private final List<Long> longest = new ArrayList<>();

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long origin, long bound) {
            shortest.add(Duration.ofNanos(origin).toMillis());
            longest.add(Duration.ofNanos(bound - 1).toMillis());
            return 0;
        }
    }
}
