// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.common.web.caller.PeerAllowed;
import io.gatehouse.common.web.server.FixedDocument;
import io.gatehouse.idp.IdpConfig;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Serves the metadata of this issuer (RFC 8414, OpenID Connect Discovery 1.0). It lists what is
 * offered and nothing else: there is no authorization endpoint, so there is no response type.
 */
@Path("/.well-known")
@PermitAll
@PeerAllowed({"gateway", "authz"})
@RequestScoped
public class DiscoveryResource {

    /** The claims about the user; every token has those of RFC 9068 as well. */
    private static final List<String> CLAIMS =
            List.of(
                    "sub",
                    "auth_time",
                    "preferred_username",
                    "email",
                    "email_verified",
                    "roles",
                    "groups");

    private static final String CACHE = "public, max-age=300";

    private final String issuer;

    /** The metadata of RFC 8414 section 2. */
    record ServerMetadata(
            @JsonProperty("issuer") String issuer,
            @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("grant_types_supported") List<String> grantTypes) {

        ServerMetadata {
            responseTypes = List.copyOf(responseTypes);
            grantTypes = List.copyOf(grantTypes);
        }
    }

    /** The metadata of OpenID Connect Discovery 1.0 section 3. */
    record ProviderMetadata(
            @JsonProperty("issuer") String issuer,
            @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("subject_types_supported") List<String> subjectTypes,
            @JsonProperty("id_token_signing_alg_values_supported") List<String> algorithms,
            @JsonProperty("claims_supported") List<String> claims) {

        ProviderMetadata {
            responseTypes = List.copyOf(responseTypes);
            subjectTypes = List.copyOf(subjectTypes);
            algorithms = List.copyOf(algorithms);
            claims = List.copyOf(claims);
        }
    }

    @Inject
    DiscoveryResource(IdpConfig config) {
        this.issuer = config.site().issuer().toString();
    }

    @GET
    @Path("/oauth-authorization-server")
    public Response server() {
        return answer(new ServerMetadata(issuer, jwksUri(), List.of(), List.of()));
    }

    @GET
    @Path("/openid-configuration")
    public Response provider() {
        return answer(
                new ProviderMetadata(
                        issuer, jwksUri(), List.of(), List.of("public"), List.of("RS256"), CLAIMS));
    }

    private String jwksUri() {
        return issuer + "/.well-known/jwks.json";
    }

    private static Response answer(Object document) {
        return FixedDocument.of(document, MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, CACHE)
                .build();
    }
}
