// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import org.eclipse.microprofile.metrics.Metadata;

/**
 * Names and explains metrics: every name of ours begins with {@value #PREFIX}, and none is without
 * a help text, which Prometheus shows beside the name.
 */
public final class Metrics {
    private static final String PREFIX = "gatehouse_";

    private Metrics() {}

    /**
     * A metric of ours.
     *
     * @param name what follows the prefix
     * @param help one sentence
     */
    public static Metadata named(String name, String help) {
        return Metadata.builder().withName(PREFIX + name).withDescription(help).build();
    }
}
