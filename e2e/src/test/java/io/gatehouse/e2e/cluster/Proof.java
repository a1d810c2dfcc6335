// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/**
 * Figures that a test saw, as lines of {@code target/proof/SECTION.md}; {@code ./gatehouse
 * cluster-proof} puts them together.
 */
final class Proof {
    private static final Path FOLDER = Path.of("target", "proof");

    private Proof() {}

    /** Writes a line and shows it at once, since a proof takes long. */
    static void note(String section, String text) {
        text(section, "- " + text);
    }

    /** The same for a line that is no item of a list. */
    static void text(String section, String text) {
        String line = text + "\n";
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    FOLDER.resolve(section + ".md"),
                    line,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a figure", e);
        }
        System.err.print("  " + section + " " + line);
    }

    /** Seconds with one digit. */
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** What has passed since an instant of {@link System#nanoTime()}. */
    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
