// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import io.gatehouse.local.home.LocalException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads every class of the launcher at its start. A build during a run replaces the jar, after
 * which no further class could be loaded, not even for a graceful stop.
 */
final class OwnClasses {
    private static final String SUFFIX = ".class";

    private OwnClasses() {}

    static void load() throws IOException {
        Path place = place();
        if (!Files.isRegularFile(place)) {
            return;
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            List<String> names =
                    jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.endsWith(SUFFIX) && !name.contains("-info"))
                            .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                            .map(name -> name.replace('/', '.'))
                            .toList();
            for (String name : names) {
                Class.forName(name);
            }
        } catch (ClassNotFoundException e) {
            throw new LocalException("The launcher is not whole; build it again", e);
        }
    }

    private static Path place() {
        try {
            return Path.of(
                    OwnClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new LocalException("The launcher cannot find itself", e);
        }
    }
}
