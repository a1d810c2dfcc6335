// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.gate.service.Foreign;
import io.gatehouse.gate.service.Service;
import io.gatehouse.local.envoy.EnvoyBinary;
import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;

/** Refuses a start that could not go well, before anything is built or started. */
final class Preflight {
    private final Repository repository;
    private final Home home;
    private final UpOptions options;

    Preflight(Repository repository, Home home, UpOptions options) {
        this.repository = requireNonNull(repository, "repository");
        this.home = requireNonNull(home, "home");
        this.options = requireNonNull(options, "options");
    }

    void check() throws IOException {
        options.checkPorts();
        options.limits(repository);
        Selection selection = options.selection(repository);
        selection.foreign().forEach(this::requireProgram);
        options.debug().ifPresent(debug -> selection.requireOwn("--debug", debug.service()));
        options.byHand().ifPresent(service -> selection.requireOwn("--by-hand", service));
        home.check();
        refuseSecondStart();
        new Ports(new SecureRandom()).require(options.ports());
        options.debug().ifPresent(Debug::requirePort);
        envoy(repository).check();
        requireOpenssl();
    }

    /** The gate's program, the same for this check and for the start. */
    static EnvoyBinary envoy(Repository repository) {
        return new EnvoyBinary(
                repository.local("envoy-requirements.txt"),
                Cache.of(System.getenv()),
                System.getenv());
    }

    /** Before the ports, which the running system holds. */
    private void refuseSecondStart() throws IOException {
        if (home.isThere()) {
            LauncherLock.take(home, new ProcessRecords(home.run())).close();
        }
    }

    /** A name is looked for as a shell would; a path begins in the work tree. */
    private void requireProgram(Service service) {
        String program = ((Foreign) service.program()).command().getFirst();
        boolean isThere =
                program.contains("/")
                        ? Files.isExecutable(repository.root().resolve(program))
                        : Programs.find(path(), program).isPresent();
        if (!isThere) {
            throw new LocalException(
                    "%s cannot be started: there is no program %s (services/%s.yaml)"
                            .formatted(service.name(), program, service.name()));
        }
    }

    private static String path() {
        return System.getenv().getOrDefault("PATH", "");
    }

    private static void requireOpenssl() {
        if (Programs.find(path(), "openssl").isEmpty()) {
            throw new LocalException(
                    "openssl is not on the PATH; certificates are made with it (package openssl)");
        }
    }
}
