// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import io.gatehouse.common.web.config.ConfigKeys;

/**
 * The configuration of {@link PeerIdentity}, the same in every service.
 *
 * @param source the source of a peer's SPIFFE id
 * @param gateway SPIFFE id of the gateway
 * @param workloads prefix of the SPIFFE ids of all other workloads
 */
public record PeerConfig(Source source, String gateway, String workloads) {
    /** The source of a peer's SPIFFE id: certificate or {@code x-forwarded-client-cert}. */
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
