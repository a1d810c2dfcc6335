// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.postgres;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.process.ProcessSpec;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.commons.io.file.PathUtils;
import org.postgresql.ds.PGSimpleDataSource;

/** The PostgreSQL server of a run: it accepts only TLS with passwords, on the loopback address. */
public final class PostgresServer {
    /** Name of the process. */
    public static final String NAME = "postgres";

    private static final String ADMIN = "postgres";
    private static final String CERTIFICATE = "server.crt";
    private static final int SECONDS_TO_VALIDATE = 2;

    private final PostgresBinaries binaries;
    private final Path data;
    private final Path certificates;
    private final int port;

    /** The modification time of the certificate that the server uses. */
    private volatile FileTime shown;

    /**
     * Creates a description of the server without starting it.
     *
     * @param data its data folder, created by {@link #create}
     * @param certificates the folder with ca.crt, server.crt and server.key
     */
    public PostgresServer(PostgresBinaries binaries, Path data, Path certificates, int port) {
        this.binaries = requireNonNull(binaries, "binaries");
        this.data = requireNonNull(data, "data");
        this.certificates = requireNonNull(certificates, "certificates");
        this.port = port;
    }

    public int port() {
        return port;
    }

    /** Creates an empty cluster if there is none; an incomplete one never gets its name. */
    public void create(Path adminPassword) throws IOException {
        if (Files.isRegularFile(data.resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = data.resolveSibling(data.getFileName() + ".new");
        PathUtils.delete(fresh);
        List<String> arguments =
                List.of(
                        "--pgdata=" + fresh,
                        "--username=" + ADMIN,
                        "--pwfile=" + adminPassword,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        // Bytewise order, as in CockroachDB.
                        "--locale=C");
        Command.run("initdb", binaries.command("initdb", arguments));
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Writes {@code pg_hba.conf}: a service and its owner may connect to their own database, over
     * TLS, with a password.
     */
    public void allow(List<String> services) throws IOException {
        StringBuilder rules = new StringBuilder();
        rules.append("hostssl all ").append(ADMIN).append(" 127.0.0.1/32 scram-sha-256\n");
        for (String service : services) {
            rules.append(
                    "hostssl %1$s %1$s,%1$s_owner 127.0.0.1/32 scram-sha-256\n".formatted(service));
        }
        Files.writeString(data.resolve("pg_hba.conf"), rules);
    }

    /** The specification of the process; it is ready when the superuser can connect. */
    public ProcessSpec process(Path log, String adminPassword) {
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString()));
        settings().forEach((key, value) -> arguments.addAll(List.of("-c", key + '=' + value)));
        return new ProcessSpec(
                        NAME,
                        binaries.command("postgres", arguments),
                        log,
                        () -> {
                            showRenewed();
                            return true;
                        },
                        Map.of("port", port))
                .readyWhen(() -> isReady(adminPassword))
                .endedBy(this::stop);
    }

    /** Whether the server accepts connections now. */
    public boolean isReady(String adminPassword) {
        try (Connection connection = admin(adminPassword).getConnection()) {
            return connection.isValid(SECONDS_TO_VALIDATE);
        } catch (SQLException _) {
            return false;
        }
    }

    /** Reloads a renewed certificate; PostgreSQL reads it only at start and on reload. */
    private void showRenewed() {
        try {
            FileTime made = Files.getLastModifiedTime(certificates.resolve(CERTIFICATE));
            if (!made.equals(shown)) {
                Command.run(
                        "pg_ctl reload",
                        binaries.command("pg_ctl", List.of("reload", "--pgdata=" + data)));
                shown = made;
            }
        } catch (IOException | LocalException _) {
            // The server may be starting or stopping; the next probe tries again.
        }
    }

    /** The JDBC URL of a database, which requires the certificate of this server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s?sslmode=verify-full&sslrootcert=%s"
                .formatted(
                        port,
                        database,
                        // Only Java decodes a plus sign as a space.
                        URLEncoder.encode(
                                        certificates.resolve("ca.crt").toString(),
                                        StandardCharsets.UTF_8)
                                .replace("+", "%20"));
    }

    public DataSource admin(String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(ADMIN));
        source.setUser(ADMIN);
        source.setPassword(password);
        return source;
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", Integer.toString(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("ssl", "on"),
                Map.entry("ssl_cert_file", certificates.resolve(CERTIFICATE).toString()),
                Map.entry("ssl_key_file", certificates.resolve("server.key").toString()),
                Map.entry("ssl_min_protocol_version", "TLSv1.3"),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("default_transaction_isolation", "serializable"),
                Map.entry("max_connections", "60"),
                Map.entry("shared_buffers", "32MB"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"));
    }

    /** Stops in fast mode, which rolls back and ends at once; SIGTERM waits for every client. */
    private void stop(ProcessHandle process) {
        Command.run(
                "pg_ctl stop",
                binaries.command(
                        "pg_ctl", List.of("stop", "--pgdata=" + data, "--mode=fast", "--no-wait")));
    }
}
