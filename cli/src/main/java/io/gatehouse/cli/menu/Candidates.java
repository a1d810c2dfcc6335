// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.menu;

import io.gatehouse.cli.screen.Text;
import java.util.List;
import java.util.Map;
import org.jline.reader.Candidate;

/** Creates completion candidates, each with a description. */
final class Candidates {

    private Candidates() {}

    static List<Candidate> of(Map<String, String> described) {
        return described.entrySet().stream()
                .map(entry -> candidate(entry.getKey(), entry.getValue()))
                .toList();
    }

    static Candidate candidate(String value, String about) {
        return new Candidate(value, value, null, Text.clean(about), null, null, true);
    }
}
