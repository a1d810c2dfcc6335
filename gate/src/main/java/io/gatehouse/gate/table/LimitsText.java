// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import static io.gatehouse.gate.table.TableFile.required;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The YAML structure of {@code limits.yaml}. */
record LimitsText(Map<String, LimitText> limits, int inFlight) {
    private enum RoutesOf {
        @JsonProperty("all")
        ALL,
        @JsonProperty("named")
        NAMED
    }

    private record LimitText(Limit.By by, RoutesOf routes, int burst, int rate, Limit.Period per) {}

    Limits toLimits() {
        List<Limit> all = new ArrayList<>();
        required(limits, "limits")
                .forEach((name, text) ->
                        all.add(
                                new Limit(
                                        name,
                                        required(text.by(), "by of limit " + name),
                                        text.routes() == RoutesOf.NAMED,
                                        text.burst(),
                                        text.rate(),
                                        required(text.per(), "per of limit " + name))));
        return new Limits(all, inFlight);
    }
}
