// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gatehouse.common.web.json.Json;
import java.io.IOException;
import java.util.List;

/**
 * A message of idp: the revocations after the requested revision, and the newest revision. Unknown
 * fields are ignored, so that idp can be updated first; an entry of an unknown kind is an error,
 * because to ignore it would mean not to deny.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RevocationPage(long revision, List<Revocation> entries) {
    private static final ObjectReader JSON = Json.mapper().readerFor(RevocationPage.class);

    public RevocationPage {
        if (revision < 0) {
            throw new IllegalArgumentException("revision must not be negative");
        }
        entries = List.copyOf(requireNonNull(entries, "entries"));
    }

    public static RevocationPage read(byte[] json) throws IOException {
        return JSON.readValue(json);
    }

    public static RevocationPage read(String json) throws IOException {
        return JSON.readValue(json);
    }
}
