// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import io.gatehouse.common.web.config.ConfigKeys;

/**
 * How peers are known, the same in every service.
 *
 * @param source where a peer's identity is read from
 * @param gateway SPIFFE id of the gateway
 * @param workloads what the SPIFFE ids of all other workloads begin with
 */
public record PeerConfig(Source source, String gateway, String workloads) {
    /** Where a peer's identity is read from. */
    public enum Source {
        TLS,
        XFCC
    }

    static PeerConfig from(ConfigKeys keys) {
        return new PeerConfig(
                keys.choice("gatehouse.peer.identity", "xfcc", Source.class),
                spiffe(
                        keys,
                        "gatehouse.peer.gateway",
                        "spiffe://cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account"),
                spiffe(
                        keys,
                        "gatehouse.peer.workloads",
                        "spiffe://cluster.local/ns/gatehouse/sa/"));
    }

    private static String spiffe(ConfigKeys keys, String key, String standard) {
        return keys.text(key, standard, "a SPIFFE URI", text -> text.startsWith("spiffe://"));
    }
}
