// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.migrate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that migrates the database of one service: a Job in the cluster, or run by hand. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Brings the database of one service to the schema its jar carries.")
public final class Migrate implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--service", required = true, description = "idp, products, orders, …")
    private String service;

    @Option(names = "--url", required = true, description = "JDBC URL of the service's database")
    private String url;

    @Option(
            names = "--username",
            description = "role that owns the database (default: <service>_owner)")
    private String username;

    @Option(
            names = "--password-file",
            required = true,
            description = "file that holds the password of that role")
    private Path passwordFile;

    @Option(
            names = "--jar",
            required = true,
            description = "jar of the service, which holds db/<service>/V001__….sql")
    private Path jar;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Migrate()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            String owner = username == null ? new ServiceName(service).owner() : username;
            String password = Files.readString(passwordFile).strip();
            Migration done = Migrator.migrate(service, jar, url, owner, password);
            out.printf(
                    "%s: schema %s, %d migrations applied%n",
                    done.service(), done.version(), done.applied());
            return CommandLine.ExitCode.OK;
        } catch (MigrationException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
