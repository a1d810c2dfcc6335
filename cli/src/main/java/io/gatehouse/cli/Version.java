// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Provides the version of the jar for {@code --version}. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Shop.class.getPackage().getImplementationVersion();
        return new String[] {"gatehouse " + Optional.ofNullable(version).orElse("development")};
    }
}
