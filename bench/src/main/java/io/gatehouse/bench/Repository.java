// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The work tree that this program was built in. */
public record Repository(Path root) {

    /** Finds the work tree from the location of the jar in {@code bench/target}. */
    public static Repository ofThisProgram() {
        try {
            Path jar =
                    Path.of(
                            Bench.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return new Repository(jar.getParent().getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot find the work tree", e);
        }
    }

    public Path path(String relative) {
        return root.resolve(relative);
    }

    /** The short hash of HEAD, with a remark when the tree has uncommitted changes. */
    public String commit() {
        String commit = git("rev-parse", "--short", "HEAD");
        if (commit.isEmpty()) {
            return "unknown";
        }
        return git("status", "--porcelain").isEmpty() ? commit : commit + " with changes";
    }

    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? output.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
