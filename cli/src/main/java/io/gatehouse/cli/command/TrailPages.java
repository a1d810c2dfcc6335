// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import com.nimbusds.jose.jwk.OctetKeyPair;
import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.RetryPolicy;
import io.gatehouse.cli.session.SignedInGate;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Consumer;

/** The audit trail as the system hands it out, page by page. */
final class TrailPages {
    private static final String EXPORT = "/admin/audit/export?after=";
    private static final String KEY = "/admin/audit/key";

    private TrailPages() {}

    /**
     * Reads all lines after an event.
     *
     * @param after number of the event, 0 for the beginning
     */
    static void read(SignedInGate gate, long after, Consumer<String> lines) {
        Optional<String> page = Optional.of(EXPORT + after);
        while (page.isPresent()) {
            Call call = Call.get(page.get()).with("Accept", "application/jsonl");
            Answer answer = gate.send(call.in(RetryPolicy.SWIFT));
            answer.body().lines().forEach(lines);
            page = answer.next();
        }
    }

    /** The public key that the checkpoints are verified by, as the system tells it. */
    static Answer key(SignedInGate gate) {
        return gate.send(Call.get(KEY));
    }

    /** Reads a key that is written as a JWK. */
    static OctetKeyPair parse(String jwk) {
        try {
            return OctetKeyPair.parse(jwk).toPublicJWK();
        } catch (ParseException e) {
            throw new Failure.Misuse("That is no key of an audit trail: " + e.getMessage(), e);
        }
    }
}
