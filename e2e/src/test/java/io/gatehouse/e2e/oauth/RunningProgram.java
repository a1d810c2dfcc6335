// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.oauth;

import io.gatehouse.e2e.Target;
import io.gatehouse.testkit.Called;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of {@code e2e/clients} while it runs, and what it has printed. */
final class RunningProgram implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private RunningProgram(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Builds and starts it.
     *
     * @param folder its name in {@code e2e/clients}
     * @param settings variables besides those that all have
     */
    static RunningProgram start(
            String folder,
            Language language,
            RegisteredClient registered,
            Map<String, String> settings,
            Target target) {
        ProcessBuilder program = language.program(folder, target.ca());
        tell(program.environment(), registered, target);
        program.environment().putAll(settings);
        Path out = file(".out");
        Path err = file(".err");
        program.redirectOutput(out.toFile()).redirectError(err.toFile());
        try {
            return new RunningProgram(program.start(), out, err);
        } catch (IOException missing) {
            throw new AssertionError(language.missing(program), missing);
        }
    }

    private static void tell(
            Map<String, String> environment, RegisteredClient registered, Target target) {
        environment.put("OIDC_ISSUER", target.origin());
        environment.put("OIDC_CLIENT_ID", registered.id());
        environment.remove("OIDC_CLIENT_SECRET");
        registered.secret().ifPresent(secret -> environment.put("OIDC_CLIENT_SECRET", secret));
        environment.remove("OIDC_CLIENT_KEY");
        registered.key().ifPresent(key -> environment.put("OIDC_CLIENT_KEY", key.toString()));
        environment.remove("OIDC_INITIAL_ACCESS_TOKEN");
        registered
                .initialToken()
                .ifPresent(token -> environment.put("OIDC_INITIAL_ACCESS_TOKEN", token));
        environment.remove("OIDC_DPOP");
        registered.binding().ifPresent(algorithm -> environment.put("OIDC_DPOP", algorithm));
        environment.put("OIDC_REDIRECT_URI", registered.redirectUri().toString());
        environment.put("OIDC_SIGNED_OUT_URI", registered.signedOutUri().toString());
        environment.put("PORT", Integer.toString(registered.redirectUri().getPort()));
        environment.put("PROTECTED_URL", target.origin() + "/accounts/me");
    }

    private static Path file(String suffix) {
        try {
            return Files.createTempFile("client", suffix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    BufferedWriter input() {
        return process.outputWriter();
    }

    String out() {
        return text(out);
    }

    String err() {
        return text(err);
    }

    /** How it has ended. */
    Called ended() {
        return new Called(process.exitValue(), out(), err());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that has begun another ends with that, and may have to clear up. */
    private void end() {
        List<ProcessHandle> begun = process.descendants().toList();
        begun.forEach(ProcessHandle::destroy);
        if (!begun.isEmpty()) {
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        }
        begun.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        end();
        try {
            Files.delete(out);
            Files.delete(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
