// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.microprofile.metrics.RegistryFactory;
import io.helidon.microprofile.server.Server;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

/** A whole start and its end, with work of each kind. */
class BackgroundWorkIT {
    private static final Set<String> NEEDED = Set.of("at-once", "before-serving", "later");

    @Test
    void serviceWhenStartedAndStoppedThenItsWorkBeginsIsCountedAndEnds() throws Exception {
        Server server = Server.builder().build().start();

        assertThat(SampleWork.SEEN_BY_SERVER).hasValue(1);
        assertThat(SampleWork.AT_ONCE.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(SampleWork.LATER).hasValue(0);
        assertThat(threads()).containsAll(NEEDED).doesNotContain("never");
        assertThat(counted()).isEqualTo(NEEDED);

        server.stop();

        assertThat(threads()).doesNotContainAnyElementsOf(NEEDED);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    private static Set<String> counted() {
        MetricRegistry metrics =
                RegistryFactory.getInstance().getRegistry(MetricRegistry.APPLICATION_SCOPE);
        return metrics.getGauges().keySet().stream()
                .filter(id -> id.getName().equals("gatehouse_work_failures"))
                .map(MetricID::getTags)
                .map(tags -> tags.get("work"))
                .collect(Collectors.toSet());
    }
}
