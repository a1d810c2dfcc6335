// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.aot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainerIT {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir private Path folder;
    private Path jar;
    private Path cache;

    @BeforeEach
    void pack() throws IOException {
        jar = folder.resolve("app.jar");
        cache = folder.resolve("app.aot");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SmallService.class.getName());
        String name = SmallService.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = TrainerIT.class.getResourceAsStream('/' + name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }

    @Test
    void mainWhenServiceComesAliveThenCacheFitsAndSaysWhatItIsMadeOf() throws Exception {
        String said = train("-Didp.issuer=https://given.example");

        assertThat(said).contains("AOTCache creation is complete");
        assertThat(Path.of(cache + ".made-of"))
                .content()
                .matches("[0-9a-f]{64}  \\Q" + jar.toString().substring(1) + "\\E\n");
        String version =
                call(
                        JAVA,
                        "-XX:AOTCache=" + cache,
                        "-XX:AOTMode=on",
                        "-cp",
                        jar.toString(),
                        "-version");
        assertThat(version).contains("Runtime Environment").doesNotContain("rror");
    }

    @Test
    void mainWhenServiceEndsAtItsStartThenSaysSoAndThereIsNoCache() throws Exception {
        assertThat(train()).contains("the service did not come alive");
        assertThat(cache).doesNotExist();
        assertThat(Path.of(cache + ".made-of")).doesNotExist();
    }

    @Test
    void mainWhenThereIsNoCommandThenSaysWhatIsWanted() throws Exception {
        assertThat(call(JAVA, "-cp", classes(), Trainer.class.getName(), "cache"))
                .contains("wanted: CACHE [PART...] -- JAVA [OPTION...] -jar JAR");
    }

    private String train(String... options) throws Exception {
        return call(
                Stream.of(
                                List.of(JAVA, "-cp", classes(), Trainer.class.getName()),
                                List.of(cache.toString(), jar.toString(), "--", JAVA),
                                List.of(options),
                                List.of("-jar", jar.toString()))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    private static String classes() {
        return Path.of("target", "classes").toAbsolutePath().toString();
    }

    private static String call(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            return new String(said.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.waitFor();
        }
    }
}
