// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.work.CrashPoints.Point;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrashPointsTest {
    private final AtomicInteger crashes = new AtomicInteger();

    @Test
    void passWhenNotSwitchedOnThenNeverCrashes() {
        CrashPoints points = points(0);

        for (int i = 0; i < 1000; i++) {
            points.pass(Point.AFTER_COMMIT);
            CrashPoints.none().pass(Point.AFTER_COMMIT);
        }

        assertThat(crashes).hasValue(0);
    }

    @Test
    void passWhenOneInOneThenCrashesAtEach() {
        CrashPoints points = points(1);

        for (Point point : Point.values()) {
            points.pass(point);
        }

        assertThat(crashes).hasValue(Point.values().length);
    }

    @Test
    void passWhenOneInTenThenCrashesAboutSoOften() {
        CrashPoints points = points(10);

        for (int i = 0; i < 1000; i++) {
            points.pass(Point.BEFORE_CALL);
        }

        assertThat(crashes.get()).isBetween(50, 150);
    }

    @Test
    void newWhenNegativeThenRefused() {
        assertThatThrownBy(() -> points(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private CrashPoints points(int oneIn) {
        return new CrashPoints(oneIn, new Random(1), crashes::incrementAndGet);
    }
}
