// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one gate with the real limits; it starts with the first and ends with the last.
 */
final class GateExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Gate.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(GateExtension.class))
                .getOrComputeIfAbsent(
                        "gate",
                        name -> Gate.start(name, GateFiles.limits("limits.yaml")),
                        Gate.class);
    }
}
