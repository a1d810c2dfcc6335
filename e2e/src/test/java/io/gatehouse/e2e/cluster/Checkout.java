// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import java.nio.file.Path;

/** The work tree whose manifests are in the cluster. */
final class Checkout {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Checkout() {}

    static Path path(String... parts) {
        return ROOT.resolve(Path.of("", parts));
    }
}
