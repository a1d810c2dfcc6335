// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.json;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;
import org.glassfish.jersey.jackson.JacksonFeature;

/**
 * Has Jersey read and write JSON with Jackson, but not answer Jackson's exceptions: its own mappers
 * would send their texts, which quote values, as 400 in plain text. Found by Jersey before its own
 * module, which stays away when the feature is there.
 */
@Priority(AutoDiscoverable.DEFAULT_PRIORITY - 1000)
public final class JsonBodies implements AutoDiscoverable {
    @Override
    public void configure(FeatureContext context) {
        if (!context.getConfiguration().isRegistered(JacksonFeature.class)) {
            context.register(JacksonFeature.withoutExceptionMappers());
        }
    }
}
