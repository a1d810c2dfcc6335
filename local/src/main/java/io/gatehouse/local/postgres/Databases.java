// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.postgres;

import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.Secrets;
import io.gatehouse.migrate.MigrationException;
import io.gatehouse.migrate.Migrator;
import io.gatehouse.migrate.Roles;
import java.io.IOException;
import java.nio.file.Path;

/** The databases of the services, and the passwords of their roles. */
public record Databases(PostgresServer server, Secrets secrets) {
    /** The password file of the server's superuser. */
    public Path adminPassword() throws IOException {
        return secrets.password("database-admin");
    }

    /** The password file of a service's role. */
    public Path password(String service) throws IOException {
        return secrets.password("database-" + service);
    }

    public String url(String service) {
        return server.url(service);
    }

    /** The URL in the form of libpq, which most programs accept; it has no password. */
    public String libpqUrl(String service) {
        return server.url(service)
                .replaceFirst("^jdbc:postgresql://", "postgresql://" + service + '@');
    }

    /** Creates the database of a service that creates its own tables, if there is none. */
    public void create(String service) throws IOException {
        try {
            Roles.createOwned(
                    server.admin(secrets.read(adminPassword())),
                    service,
                    secrets.read(password(service)));
        } catch (MigrationException | IllegalArgumentException e) {
            throw new LocalException(e.getMessage(), e);
        }
    }

    /** Creates the database of a service if necessary, and migrates it to the schema in its jar. */
    public void migrate(String service, Path jar) throws IOException {
        String owner = secrets.read(secrets.password("database-" + service + "-owner"));
        try {
            Roles.create(
                    server.admin(secrets.read(adminPassword())),
                    service,
                    owner,
                    secrets.read(password(service)));
            Migrator.migrate(service, jar, server.url(service), service + "_owner", owner);
        } catch (MigrationException | IllegalArgumentException e) {
            throw new LocalException(e.getMessage(), e);
        }
    }
}
