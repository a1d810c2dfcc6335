// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.check;

import com.nimbusds.jose.JWSAlgorithm;
import io.gatehouse.common.dpop.ProofRules;
import java.util.stream.Collectors;

/** A way to send an access token, and what the gate says to whoever did it wrong. */
enum Scheme {
    /** RFC 6750, section 3. */
    BEARER("Bearer realm=\"gatehouse\"", ""),
    /** RFC 9449, section 7.1. */
    DPOP(
            "DPoP realm=\"gatehouse\"",
            ProofRules.ALGORITHMS.stream()
                    .map(JWSAlgorithm::getName)
                    .collect(Collectors.joining(" ", ", algs=\"", "\"")));

    private final String start;
    private final String end;

    Scheme(String start, String end) {
        this.start = start;
        this.end = end;
    }

    String challenge(String parameters) {
        return start + (parameters.isEmpty() ? "" : ", " + parameters) + end;
    }
}
