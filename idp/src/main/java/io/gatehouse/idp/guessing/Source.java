// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/**
 * Where an attempt to sign in comes from.
 *
 * @param address of the client, as the gate tells it; whoever calls without is like one client
 * @param device the cookie by which {@link KnownDevices} tells devices, as it came
 */
public record Source(String address, Optional<String> device) {
    private static final String ADDRESS = "x-gatehouse-client-address";

    /** The source of a request. */
    public static Source of(HttpHeaders headers) {
        return new Source(
                Optional.ofNullable(headers.getHeaderString(ADDRESS)).orElse(""),
                Optional.ofNullable(headers.getCookies().get(KnownDevices.COOKIE))
                        .map(Cookie::getValue));
    }

    /** Omits the cookie. */
    @Override
    public String toString() {
        return "Source[" + address + "]";
    }
}
