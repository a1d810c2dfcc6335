// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.json;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;
import org.glassfish.jersey.jackson.JacksonFeature;

/**
 * Registers Jackson in Jersey without Jackson's exception mappers, which send exception messages,
 * with the values in them, as 400 in plain text. Jersey discovers this class before its own Jackson
 * module, which does nothing once the feature is registered.
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
