// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

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

/** Checks options, home, ports and programs before anything is built or started. */
record Preflight(Repository repository, Home home, UpOptions options) {
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
        options.debug().ifPresent(UpOptions.Debug::requirePort);
        envoy(repository).check();
        requireOpenssl();
    }

    /** The Envoy program, the same for this check and for the start. */
    static EnvoyBinary envoy(Repository repository) {
        return new EnvoyBinary(
                repository.local("envoy-requirements.txt"),
                Cache.of(System.getenv()),
                System.getenv());
    }

    /** Runs before the check of the ports, which a running system occupies. */
    private void refuseSecondStart() throws IOException {
        if (home.isThere()) {
            LauncherLock.take(home, new ProcessRecords(home.run())).close();
        }
    }

    /** Looks up a plain name on the PATH; a path is relative to the work tree. */
    private void requireProgram(Service service) {
        String program = ((Foreign) service.program()).command().getFirst();
        boolean isThere =
                program.contains("/")
                        ? Files.isExecutable(repository.root().resolve(program))
                        : Programs.ofThisProgram().find(program).isPresent();
        if (!isThere) {
            throw new LocalException(
                    "%s cannot be started: there is no program %s (services/%s.yaml)"
                            .formatted(service.name(), program, service.name()));
        }
    }

    private static void requireOpenssl() {
        if (Programs.ofThisProgram().find("openssl").isEmpty()) {
            throw new LocalException(
                    "openssl is not on the PATH; certificates are made with it (package openssl)");
        }
    }
}
