// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.rp.OIDCClientMetadata;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Reads and writes clients in the database; every method runs in the caller's transaction. */
@ApplicationScoped
public class ClientRepository {

    private static final String SELECT =
            """
            SELECT id, CAST(metadata AS TEXT) AS metadata, secret_hash, first_party, created_at
            FROM clients
            """;

    public Optional<StoredClient> find(StatelessSession database, String id) {
        return database.createNativeQuery(SELECT + "WHERE id = :id", Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(ClientRepository::read)
                .findFirst();
    }

    /** The clients whose ids come after a text, in the order of these. */
    public List<StoredClient> page(StatelessSession database, String after, int rows) {
        return database.createNativeQuery(
                        SELECT + "WHERE id > :after ORDER BY id LIMIT :rows", Tuple.class)
                .setParameter("after", after)
                .setParameter("rows", rows)
                .getResultStream()
                .map(ClientRepository::read)
                .toList();
    }

    /** Stores a client; a known one becomes as given. */
    public void put(
            StatelessSession database, Client client, OIDCClientMetadata metadata, Instant now) {
        String sql =
                """
                INSERT INTO clients (id, metadata, secret_hash, created_at, first_party)
                VALUES (:id, CAST(:metadata AS JSONB), :hash, :now, :firstParty)
                ON CONFLICT (id) DO UPDATE
                SET metadata = excluded.metadata, secret_hash = excluded.secret_hash,
                    first_party = excluded.first_party
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("id", client.id())
                .setParameter("metadata", metadata.toJSONObject().toJSONString())
                .setParameter(
                        "hash", client.secret().map(SecretHash::bytes).orElse(null), byte[].class)
                .setParameter("now", now)
                .setParameter("firstParty", client.firstParty())
                .executeUpdate();
    }

    /** Ends the token by which a registered client manages itself: from now on the file does. */
    void takeOver(StatelessSession database, String id) {
        database.createNativeMutationQuery("DELETE FROM registration_tokens WHERE client_id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    public void delete(StatelessSession database, String id) {
        database.createNativeMutationQuery("DELETE FROM clients WHERE id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    private static StoredClient read(Tuple row) {
        try {
            OIDCClientMetadata metadata =
                    OIDCClientMetadata.parse(
                            JSONObjectUtils.parse(row.get("metadata", String.class)));
            Client client =
                    Client.of(
                            row.get("id", String.class),
                            metadata,
                            Optional.ofNullable(row.get("secret_hash", byte[].class))
                                    .map(SecretHash::stored),
                            row.get("first_party", Boolean.class));
            return new StoredClient(client, metadata, row.get("created_at", Instant.class));
        } catch (ParseException e) {
            throw new IllegalStateException("the metadata of a client cannot be read", e);
        }
    }
}
