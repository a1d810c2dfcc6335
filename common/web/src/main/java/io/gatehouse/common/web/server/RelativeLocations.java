// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.server;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.glassfish.jersey.server.ServerProperties;

/**
 * Keeps {@code Location} relative (RFC 9110 section 10.2.2). Jersey would make it absolute from
 * {@code Host}, a header that the client controls.
 */
@Provider
public final class RelativeLocations implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
        context.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        return true;
    }
}
