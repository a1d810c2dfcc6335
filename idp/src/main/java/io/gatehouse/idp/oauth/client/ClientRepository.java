// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Reads and writes clients in the database; every method runs in the caller's transaction. */
@ApplicationScoped
class ClientRepository {

    Optional<Client> find(StatelessSession database, String id) {
        String sql =
                """
                SELECT id, CAST(metadata AS TEXT) AS metadata, secret_hash
                FROM clients WHERE id = :id
                """;
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(ClientRepository::read)
                .findFirst();
    }

    /** Stores a client; a known one becomes as given. */
    void put(StatelessSession database, Client client, OIDCClientMetadata metadata, Instant now) {
        String sql =
                """
                INSERT INTO clients (id, metadata, secret_hash, created_at)
                VALUES (:id, CAST(:metadata AS JSONB), :hash, :now)
                ON CONFLICT (id) DO UPDATE
                SET metadata = excluded.metadata, secret_hash = excluded.secret_hash
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("id", client.id())
                .setParameter("metadata", metadata.toJSONObject().toJSONString())
                .setParameter(
                        "hash", client.secret().map(SecretHash::bytes).orElse(null), byte[].class)
                .setParameter("now", now)
                .executeUpdate();
    }

    private static Client read(Tuple row) {
        try {
            return Client.of(
                    row.get("id", String.class),
                    OIDCClientMetadata.parse(
                            JSONObjectUtils.parse(row.get("metadata", String.class))),
                    Optional.ofNullable(row.get("secret_hash", byte[].class))
                            .map(SecretHash::stored));
        } catch (ParseException e) {
            throw new IllegalStateException("the metadata of a client cannot be read", e);
        }
    }
}
