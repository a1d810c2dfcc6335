// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every library that is shipped has the text of its licence beside it. */
class NoticeIT {
    private static final Pattern TEXT = Pattern.compile("(?i)(.*/)?(license|notice|copying)[^/]*");
    private static final Pattern VERSION = Pattern.compile("-\\d.*");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idp",
                "authz",
                "products",
                "orders",
                "payments",
                "migrate",
                "payments/provider-sim"
            })
    void librariesWhenShippedThenEachHasALicenceText(String module) throws IOException {
        Set<String> named =
                Arrays.stream(Files.readString(Path.of("..", "NOTICE")).split("[\\s,]+"))
                        .collect(Collectors.toSet());
        List<String> without = new ArrayList<>();
        int libraries = 0;

        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Path.of("..", module, "target", "libs"), "*.jar")) {
            for (Path jar : jars) {
                libraries++;
                String name = VERSION.matcher(jar.getFileName().toString()).replaceFirst("");
                if (!ours(name) && !named.contains(name) && !hasText(jar)) {
                    without.add(name);
                }
            }
        }

        assertThat(libraries).isPositive();
        assertThat(without).isEmpty();
    }

    private static boolean ours(String name) {
        return name.startsWith("common-") || Files.isDirectory(Path.of("..", name));
    }

    private static boolean hasText(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .anyMatch(entry ->
                            !entry.getName().endsWith(".class")
                                    && TEXT.matcher(entry.getName()).matches());
        }
    }
}
