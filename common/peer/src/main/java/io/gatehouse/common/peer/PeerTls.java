// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import io.gatehouse.common.web.caller.PeerConfig;
import io.gatehouse.common.web.config.ConfigKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * This workload's certificate and the authorities of its peers, from PEM files. Where none are
 * configured, the mesh's sidecar does mutual TLS, and services use plain HTTP to it.
 */
@ApplicationScoped
public class PeerTls {
    private final Optional<WorkloadTls> own;
    private final String workloads;

    @Inject
    PeerTls(ConfigKeys keys, PeerConfig peers) {
        this(
                keys.optionalFile("gatehouse.tls.key"),
                keys.optionalFile("gatehouse.tls.certificate"),
                keys.optionalFile("gatehouse.tls.trust"),
                peers.workloads());
    }

    public PeerTls(
            Optional<Path> key,
            Optional<Path> certificate,
            Optional<Path> trust,
            String workloads) {
        if (key.isPresent() != certificate.isPresent() || key.isPresent() != trust.isPresent()) {
            throw new IllegalArgumentException(
                    "gatehouse.tls.key, .certificate and .trust are set together or not at all");
        }
        this.own = key.map(path -> WorkloadTls.read(path, certificate.get(), trust.get()));
        this.workloads = workloads;
    }

    /** This workload's side of TLS; empty where the mesh does TLS. */
    public Optional<WorkloadTls> own() {
        return own;
    }

    /**
     * A context for calls to one workload: it presents this workload's certificate, and accepts
     * only a peer whose certificate has exactly that workload's SPIFFE id. Empty where the mesh
     * does TLS.
     */
    public Optional<SSLContext> towards(String workload) {
        return own.map(tls -> tls.towards(workloads + workload));
    }
}
