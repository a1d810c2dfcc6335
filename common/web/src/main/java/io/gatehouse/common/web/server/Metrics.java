// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import org.eclipse.microprofile.metrics.Metadata;

/**
 * Creates the metadata of metrics: every name begins with {@value #PREFIX}, and each has a help
 * text, which Prometheus shows beside the name.
 */
public final class Metrics {
    private static final String PREFIX = "gatehouse_";

    private Metrics() {}

    /**
     * The metadata of one metric.
     *
     * @param name without the prefix
     * @param help one sentence
     */
    public static Metadata named(String name, String help) {
        return Metadata.builder().withName(PREFIX + name).withDescription(help).build();
    }
}
