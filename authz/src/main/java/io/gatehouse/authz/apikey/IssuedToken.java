// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.apikey;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gatehouse.common.web.json.Json;
import java.io.IOException;

/**
 * What idp gives for an API key. Unknown fields are ignored, so that idp can be updated first.
 *
 * @param expiresIn seconds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IssuedToken(String accessToken, long expiresIn) {
    private static final ObjectReader JSON = Json.mapper().readerFor(IssuedToken.class);

    public IssuedToken {
        requireNonNull(accessToken, "accessToken");
        if (expiresIn <= 0) {
            throw new IllegalArgumentException("expiresIn must be positive");
        }
    }

    public static IssuedToken read(byte[] json) throws IOException {
        return JSON.readValue(json);
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "IssuedToken[expiresIn=" + expiresIn + "]";
    }
}
