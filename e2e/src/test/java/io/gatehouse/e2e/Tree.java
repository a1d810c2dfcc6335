// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A work tree beside this one, with the programs of this one and tables that a test may change. */
record Tree(Path root) {
    private static final Path SOURCE = Path.of("").toAbsolutePath().getParent();

    static Tree in(Path root) throws IOException {
        Tree tree = new Tree(root);
        LocalSystem.delete(root);
        for (String folder : List.of("gate", "services", "certs", "local/target")) {
            Files.createDirectories(root.resolve(folder));
        }
        tree.copy("gate", "*.yaml");
        tree.copy("services", "*.yaml");
        tree.copy("certs", "make");
        tree.copy("local", "{*.yaml,envoy-requirements.txt}");
        // A launcher finds its work tree by its own place, whatever link leads there.
        tree.copy("local/target", "local.jar");
        for (String folder : List.of("local/target/libs", "idp", "authz")) {
            Files.createSymbolicLink(root.resolve(folder), SOURCE.resolve(folder));
        }
        return tree;
    }

    Path launcher() {
        return root.resolve("local/target/local.jar");
    }

    void write(String file, String text) throws IOException {
        Files.writeString(root.resolve(file), text);
    }

    /** Puts lines at the end of a file. */
    void append(String file, String text) throws IOException {
        write(file, Files.readString(root.resolve(file)) + text);
    }

    private void copy(String folder, String files) throws IOException {
        try (DirectoryStream<Path> some = Files.newDirectoryStream(SOURCE.resolve(folder), files)) {
            for (Path file : some) {
                Files.copy(
                        file,
                        root.resolve(folder).resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
