// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/** Provides the mapper of {@link Json} to JAX-RS. */
@Provider
public final class JsonMapperProvider implements ContextResolver<ObjectMapper> {
    @Override
    public ObjectMapper getContext(Class<?> type) {
        return Json.mapper();
    }
}
