// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.e2e.Answer;
import io.gatehouse.testkit.Parallel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Many calls at about the same time, and what was heard. */
record Volley(List<Heard> heard, Instant began, Instant ended) {
    private static final int TOO_MANY = 429;

    /**
     * A call that is going to be made.
     *
     * @param by whose count it is a part of
     */
    record Shot(String by, Supplier<Answer> call) {}

    /** What came of it. */
    record Heard(String by, Answer answer, Duration took) {

        boolean passed() {
            return answer.status() != TOO_MANY;
        }
    }

    Volley {
        heard = List.copyOf(heard);
    }

    /** Each line on its own, its shots one after the other. */
    static Volley fire(List<List<Shot>> lines) {
        Instant began = Instant.now();
        List<List<Heard>> heard =
                Parallel.all(
                        lines.stream()
                                .<Callable<List<Heard>>>map(
                                        line -> () -> line.stream().map(Volley::fire).toList())
                                .toList());
        return new Volley(heard.stream().flatMap(List::stream).toList(), began, Instant.now());
    }

    /** Several as one, from the first call to the last answer. */
    static Volley joined(List<Volley> volleys) {
        return new Volley(
                volleys.stream().flatMap(volley -> volley.heard().stream()).toList(),
                volleys.getFirst().began(),
                volleys.getLast().ended());
    }

    private static Heard fire(Shot shot) {
        long start = System.nanoTime();
        Answer answer = shot.call().get();
        return new Heard(shot.by(), answer, Proof.since(start));
    }

    Volley by(String name) {
        return only(each -> each.by().equals(name));
    }

    List<String> names() {
        return heard.stream().map(Heard::by).distinct().toList();
    }

    Volley passing() {
        return only(Heard::passed);
    }

    Volley refused() {
        return only(each -> !each.passed());
    }

    private Volley only(Predicate<Heard> which) {
        return new Volley(heard.stream().filter(which).toList(), began, ended);
    }

    long passed() {
        return passing().size();
    }

    int size() {
        return heard.size();
    }

    long count(int status) {
        return heard.stream().filter(each -> each.answer().status() == status).count();
    }

    Duration took() {
        return Duration.between(began, ended);
    }

    Duration fastest() {
        return heard.stream().map(Heard::took).min(Duration::compareTo).orElse(Duration.ZERO);
    }

    Duration slowest() {
        return heard.stream().map(Heard::took).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Whether the first was sent and the last heard in the same window of a count. */
    boolean within(Duration window) {
        return began.toEpochMilli() / window.toMillis() == ended.toEpochMilli() / window.toMillis();
    }

    /** Whoever is over a limit is told so, and when to come again. */
    Volley checkRefusals() {
        for (Heard each : refused().heard()) {
            each.answer().checked().expectProblem(TOO_MANY, "too_many_requests");
            Optional<Integer> after = each.answer().header("retry-after").map(Integer::parseInt);
            assertThat(after.orElse(0)).as(each.answer().describe()).isBetween(1, 60);
        }
        return this;
    }

    /** All were answered, and with one of these. */
    Volley expect(Integer... statuses) {
        heard.forEach(each -> each.answer().checked().expect(statuses));
        return this;
    }
}
