// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Opens the target once per JVM, hands it to the tests and closes it after the last of them. */
final class TargetExtension implements ParameterResolver, TestWatcher {

    /** Closed by JUnit when the last test is over. */
    record Opened(Target target) implements AutoCloseable {
        @Override
        public void close() {
            target.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Target.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(TargetExtension.class))
                .getOrComputeIfAbsent(Opened.class, key -> open(), Opened.class)
                .target();
    }

    private static Opened open() {
        Target target = Target.open();
        Runtime.getRuntime().addShutdownHook(new Thread(target::close, "stop the system"));
        return new Opened(target);
    }
}
