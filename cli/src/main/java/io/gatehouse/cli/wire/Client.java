// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** An OAuth client; the secret is there only when it is new. */
public record Client(
        @JsonProperty("client_id") String id,
        @JsonProperty("client_name") Optional<String> name,
        @JsonProperty("client_secret") Optional<String> secret,
        @JsonProperty("token_endpoint_auth_method") Optional<String> authentication,
        @JsonProperty("grant_types") List<String> grants,
        @JsonProperty("scope") Optional<String> scope,
        @JsonProperty("first_party") Optional<Boolean> firstParty) {

    public Client {
        grants = grants == null ? List.of() : List.copyOf(grants);
    }

    @Override
    public String toString() {
        return "Client[id=" + id + "]";
    }
}
