// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of tokens when the published keys change; with authz letting everything through. */
class GateKeysIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Envoy asks five seconds before its keys are too old. */
    private static final String EACH_SECOND = "cache_duration: 6s";

    @Test
    void tokenWhenItsKeyLeavesTheSetThenRefusedButNotWhenTheSetIsEmptied() {
        try (Gate gate =
                Gate.start(
                        "keys",
                        GateFiles.limits("limits.yaml"),
                        text -> text.replace("cache_duration: 300s", EACH_SECOND))) {
            GateClient client = gate.from("127.0.9.1");
            String caller = gate.bearer("admin");

            for (String emptied :
                    List.of("{\"keys\":[]}", "{}", "", "{\"keys\":[{\"kty\":\"OKP\"}]}")) {
                gate.publish(emptied);
                await().atMost(PATIENCE).until(() -> gate.service("idp").received() > 2);

                assertThat(client.send("GET", "/orders", caller).status())
                        .as("an emptied key set withdraws nothing: %s", emptied)
                        .isEqualTo(200);
            }

            gate.publish(new GateTokens(gate.url()).keySet());

            awaitStatus(client, caller, 401);
            gate.publish(gate.tokens().keySet());
            awaitStatus(client, caller, 200);
        }
    }

    private static void awaitStatus(GateClient client, String caller, int status) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> client.send("GET", "/orders", caller).status() == status);
    }
}
