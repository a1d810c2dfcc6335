// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that choose among events. */
final class EventFilter {

    @Option(names = "--kind", paramLabel = "KIND", description = "Only these, such as sign_in.")
    private String kind;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only from then on, such as 2026-01-31T12:00:00Z.")
    private String since;

    /** The parameters of a query; more may be put in. */
    Map<String, String> query() {
        Map<String, String> query = new TreeMap<>();
        if (kind != null) {
            query.put("kind", kind);
        }
        if (since != null) {
            query.put("since", since);
        }
        return query;
    }
}
