// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import io.gatehouse.common.web.server.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The metrics of transactions: how many began, and how many attempts were repeated, and why. */
final class TransactionMetrics {
    private static final Metadata BEGUN =
            Metrics.named("transactions", "Transactions begun; a retry is not counted again.");
    private static final Metadata RETRIES =
            Metrics.named("transaction_retries", "Transactions repeated, by the reason.");

    private final Counter begun;
    private final Map<Failure, Counter> retries = new EnumMap<>(Failure.class);

    TransactionMetrics(MetricRegistry registry) {
        begun = registry.counter(BEGUN);
        Stream.of(Failure.values())
                .filter(failure -> failure.isRepeatable(false))
                .forEach(failure -> retries.put(failure, registry.counter(RETRIES, tag(failure))));
    }

    void begun() {
        begun.inc();
    }

    void retried(Failure reason) {
        retries.get(reason).inc();
    }

    private static Tag tag(Failure failure) {
        return new Tag("reason", failure.name().toLowerCase(Locale.ROOT));
    }
}
