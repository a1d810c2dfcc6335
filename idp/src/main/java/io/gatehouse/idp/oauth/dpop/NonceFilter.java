// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.dpop;

import io.gatehouse.common.dpop.ProofRules;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Puts a nonce for the next proof into each answer to a proof, where nonces are demanded (RFC 9449
 * sections 8 and 8.2): into the refusal that asks for it, and ahead into all others.
 */
@Provider
@TakesProofs
public class NonceFilter implements ContainerResponseFilter {

    private final ProofRules rules;

    @Inject
    NonceFilter(ProofRules rules) {
        this.rules = rules;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaders().containsKey(KeyProofs.HEADER)) {
            rules.nonce().ifPresent(nonce -> response.getHeaders().putSingle("DPoP-Nonce", nonce));
        }
    }
}
