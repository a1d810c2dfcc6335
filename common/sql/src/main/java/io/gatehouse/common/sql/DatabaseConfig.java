// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;

/**
 * The connection settings of the service's database.
 *
 * @param url JDBC URL of PostgreSQL or CockroachDB, without a password
 * @param username the service's own role, which may change rows but no schema
 * @param passwordFile file whose only line is the password
 * @param poolSize the most connections that are open
 */
public record DatabaseConfig(String url, String username, SecretFile passwordFile, int poolSize) {
    static DatabaseConfig from(ConfigKeys keys) {
        return new DatabaseConfig(
                keys.text(
                        "gatehouse.database.url",
                        "a JDBC URL that begins with jdbc:postgresql:",
                        text -> text.startsWith("jdbc:postgresql:")),
                keys.text("gatehouse.database.username"),
                keys.secretFile("gatehouse.database.password-file"),
                keys.count("gatehouse.database.pool-size", "8"));
    }

    String password() {
        return passwordFile.text();
    }
}
