// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** The request body to register an OAuth client (RFC 7591 section 2). */
public record ClientMetadata(
        @JsonProperty("client_name") String name,
        @JsonProperty("redirect_uris") List<String> redirectUris,
        @JsonProperty("post_logout_redirect_uris") List<String> signedOutUris,
        @JsonProperty("grant_types") List<String> grants,
        @JsonProperty("token_endpoint_auth_method") String authentication,
        @JsonProperty("tls_client_auth_subject_dn") Optional<String> subject,
        @JsonProperty("scope") Optional<String> scope) {

    public ClientMetadata {
        redirectUris = List.copyOf(redirectUris);
        signedOutUris = List.copyOf(signedOutUris);
        grants = List.copyOf(grants);
    }
}
