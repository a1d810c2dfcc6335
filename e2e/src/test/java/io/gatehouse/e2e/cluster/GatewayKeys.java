// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import io.gatehouse.testkit.Json;
import java.util.List;
import java.util.Map;

/** Where the gateways get the public keys and how long they keep them, changed for a test. */
final class GatewayKeys {
    private static final String RULE = "requestauthentication/gate";

    /** The filter replaces the rule's provider, so both have the address. */
    private static final String FILTER = "envoyfilter/token-life-and-keys";

    private static final String REMOTE_JWKS =
            "/spec/configPatches/0/patch/value/typed_config/providers/origins-0/remote_jwks";

    private GatewayKeys() {}

    static void lookAt(String url) {
        replace(RULE, "/spec/jwtRules/0/jwksUri", url);
        replace(FILTER, REMOTE_JWKS + "/http_uri/uri", url);
    }

    /** A duration as protobuf writes it, such as 300s. */
    static void keepFor(String duration) {
        replace(FILTER, REMOTE_JWKS + "/cache_duration", duration);
    }

    private static void replace(String object, String path, String value) {
        String change = Json.write(List.of(Map.of("op", "replace", "path", path, "value", value)));
        Kubectl.run("-n", "istio-system", "patch", object, "--type=json", "-p", change);
    }
}
