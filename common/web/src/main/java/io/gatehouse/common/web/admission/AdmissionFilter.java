// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.admission;

import io.gatehouse.common.web.caller.Caller;
import io.gatehouse.common.web.caller.CallerHeaders;
import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.common.web.caller.PeerIdentity;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.common.web.request.RequestContext;
import io.helidon.common.context.Contexts;
import io.helidon.webserver.http.ServerRequest;
import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Authorizes every request to a resource: first the peer workload, then the caller that the gateway
 * names, then the caller's roles. A request to a resource without a rule is refused.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AdmissionFilter implements ContainerRequestFilter {
    private static final String ANYONE_SIGNED_IN = "**";
    private static final String[] GATEWAY_ONLY = {"gateway"};

    private final PeerIdentity peers;

    @Context private ResourceInfo resource;

    @Inject
    public AdmissionFilter(PeerIdentity peers) {
        this.peers = peers;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        List<String> forwarded =
                request.getHeaders().getOrDefault("x-forwarded-client-cert", List.of());
        Optional<String> peer = peers.of(connection(), forwarded);
        Optional<PeerAllowed> rule = annotation(PeerAllowed.class);
        String[] admitted = rule.map(PeerAllowed::value).orElse(GATEWAY_ONLY);
        if (Arrays.stream(admitted).noneMatch(name -> peers.matches(peer, name))) {
            throw new ProblemException(
                    ProblemCode.PEER_REFUSED, "Your workload may not call this.");
        }
        if (peers.matches(peer, "gateway")) {
            Optional<Caller> caller = CallerHeaders.read(request.getHeaders());
            caller.ifPresent(RequestContext.current()::admit);
            request.setSecurityContext(new GatewaySecurity(caller));
        }
        checkRoles(rule.isPresent(), request.getSecurityContext());
    }

    /** Injected, it would be a proxy that searches for the request at each call. */
    private static ServerRequest connection() {
        return Contexts.context()
                .flatMap(context -> context.get(ServerRequest.class))
                .orElseThrow(() -> new IllegalStateException("not on a thread of the server"));
    }

    // The annotation of the method overrides that of its class, whichever of the three kinds it is.
    private void checkRoles(boolean peerRule, SecurityContext caller) {
        for (AnnotatedElement place :
                List.of(resource.getResourceMethod(), resource.getResourceClass())) {
            RolesAllowed roles = place.getAnnotation(RolesAllowed.class);
            if (place.isAnnotationPresent(DenyAll.class)) {
                throw forbidden();
            }
            if (roles != null) {
                checkRoles(roles.value(), caller);
                return;
            }
            if (place.isAnnotationPresent(PermitAll.class)) {
                return;
            }
        }
        if (!peerRule) {
            throw forbidden();
        }
    }

    private static void checkRoles(String[] roles, SecurityContext caller) {
        if (caller.getUserPrincipal() == null) {
            throw new ProblemException(ProblemCode.TOKEN_MISSING, "This needs a signed-in caller.");
        }
        if (Arrays.stream(roles).noneMatch(caller::isUserInRole)) {
            throw forbidden();
        }
    }

    private <A extends Annotation> Optional<A> annotation(Class<A> kind) {
        return Optional.ofNullable(resource.getResourceMethod().getAnnotation(kind))
                .or(() -> Optional.ofNullable(resource.getResourceClass().getAnnotation(kind)));
    }

    private static ProblemException forbidden() {
        return new ProblemException(ProblemCode.FORBIDDEN, "Your roles do not allow this.");
    }

    /** The JAX-RS security context of a request from the gateway. */
    private record GatewaySecurity(Optional<Caller> caller) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return caller.orElse(null);
        }

        @Override
        public boolean isUserInRole(String role) {
            return caller.filter(known ->
                            role.equals(ANYONE_SIGNED_IN) || known.getGroups().contains(role))
                    .isPresent();
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
