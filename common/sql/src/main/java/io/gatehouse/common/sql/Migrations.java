// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The migrations in the jar of a service: {@code db/<service>/V001__what.sql}. */
final class Migrations {
    private static final Pattern FILE = Pattern.compile("V(\\d{3})__[a-z0-9_]+\\.sql");

    private Migrations() {}

    /**
     * The highest version on the class path, at least 1.
     *
     * @throws IllegalStateException when there are no migrations of that service
     */
    static int highest(String service, ClassLoader classPath) {
        URL folder = classPath.getResource("db/" + service);
        if (folder == null) {
            throw new IllegalStateException("No migrations in db/" + service);
        }
        try {
            URI uri = folder.toURI();
            if (!uri.getScheme().equals("jar")) {
                return highest(Path.of(uri), service);
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return highest(jar.getPath("db", service), service);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("db/" + service + " cannot be read", unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int highest(Path folder, String service) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow(() -> new IllegalStateException("No migrations in db/" + service));
        }
    }
}
