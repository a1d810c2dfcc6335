// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The work tree the launcher was built in: the jars, certs/make and Envoy's configuration. */
public record Repository(Path root) {
    public Repository {
        root = requireNonNull(root, "root").toAbsolutePath().normalize();
    }

    /** Finds the work tree from the launcher's location, {@code <root>/local/target/local.jar}. */
    public static Repository ofThisProgram() {
        try {
            Path place =
                    Path.of(
                            Repository.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            Path root = place;
            while (root != null && !Files.isExecutable(root.resolve("certs").resolve("make"))) {
                root = root.getParent();
            }
            if (root == null) {
                throw new LocalException(place + " lies in no Gatehouse work tree");
            }
            return new Repository(root);
        } catch (URISyntaxException e) {
            throw new LocalException("The launcher cannot find itself", e);
        }
    }

    public Home usualHome() {
        return new Home(root.resolve(".local"));
    }

    /** The jar of a module, which is the folder it is built from. */
    public Path jar(String module) {
        Path folder = root.resolve(module);
        Path jar = folder.resolve("target").resolve(folder.getFileName() + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new LocalException(
                    "%s is not built (%s is missing): run ./gatehouse up, which builds it"
                            .formatted(module, root.relativize(jar)));
        }
        return jar;
    }

    public Path certsMake() {
        return root.resolve("certs").resolve("make");
    }

    /** A table of the gate. */
    public Path gate(String file) {
        return root.resolve("gate").resolve(file);
    }

    /** The folder of {@code NAME.yaml} of each service. */
    public Path services() {
        return root.resolve("services");
    }

    public Path local(String file) {
        return root.resolve("local").resolve(file);
    }
}
