// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.seal.SealingKeys;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * People who have registered, and clients that administrators have added, written straight into the
 * database of idp with all that each leaves there. All can sign in: the people share the password
 * of an account that is there, hash and all, and the clients the secret of one that is added.
 */
public final class Crowd {
    private static final int BATCH = 10_000;
    private static final int PEOPLE_OF_A_CLIENT = 10;

    private static final String PEOPLE =
            """
            INSERT INTO accounts (id, username, email_lookup, email_sealed, password_hash,
                password_version, roles, enabled, not_before, created_at, updated_at)
            SELECT person.id, person.username, person.lookup, person.sealed, model.password_hash,
                0, model.roles, TRUE, 0, now(), now()
            FROM unnest(?, ?, ?, ?) AS person (id, username, lookup, sealed),
                accounts AS model
            WHERE model.username = ?
            """;

    private static final String SESSIONS =
            """
            INSERT INTO sessions (id, account_id, client_id, scope, audiences, generation,
                token_hash, rotated_at, authenticated_at, idle_expires_at, absolute_expires_at)
            SELECT gen_random_uuid(), id, 'demo-web', 'openid profile email', 'gatehouse', 0,
                sha256(username::bytea), now(), now(), now() + interval '7 days',
                now() + interval '30 days'
            FROM accounts WHERE username = ANY (?)
            """;

    private static final String CLIENTS =
            """
            INSERT INTO clients (id, metadata, secret_hash, first_party, created_at)
            SELECT 'client-' || n, metadata, secret_hash, first_party, created_at
            FROM clients, generate_series(?, ?) AS n WHERE id = ?
            """;

    private static final String CLIENTS_TOKENS =
            """
            INSERT INTO registration_tokens (hash, client_id, uses_left, expires_at)
            SELECT sha256(('client-' || n)::bytea), 'client-' || n, uses_left, expires_at
            FROM registration_tokens, generate_series(?, ?) AS n WHERE client_id = ?
            """;

    private final Launched system;
    private final Map<String, String> alike;
    private final String client;
    private final String clientSecret;
    private final SealingKeys seals;
    private final KeyedHash lookups;
    private final SecureRandom random = new SecureRandom();
    private int size;

    /** Adds the client whose like the others are. */
    public Crowd(Launched system, Shop shop) {
        this.system = requireNonNull(system, "system");
        this.alike = shop.credentials("customer");
        Api admin = shop.api(Way.GATE, "idp").with(shop.signIn("admin").headers(Way.GATE));
        Map<String, Object> wanted =
                Map.of(
                        "client_name", "Measured",
                        "grant_types", List.of("client_credentials"),
                        "scope", "stock");
        Api.Reply added = admin.post("/admin/clients", wanted).expect(201);
        this.client = added.json().required("client_id").asText();
        this.clientSecret = added.json().required("client_secret").asText();
        this.seals =
                SealingKeys.parse(system.secret("idp-encryption.keys").lines().toList(), random);
        this.lookups = KeyedHash.parse(system.secret("idp-lookup.key")).purpose("email-lookup");
    }

    /** User name and password of any of the people. */
    public Map<String, String> person() {
        String username = username(1 + random.nextInt(size));
        return Map.of("username", username, "password", alike.get("password"));
    }

    /** The id of any of the clients. */
    public String client() {
        return "client-" + (1 + random.nextInt(size / PEOPLE_OF_A_CLIENT));
    }

    /** The secret of each of the clients. */
    public String clientSecret() {
        return clientSecret;
    }

    /**
     * Grows to so many people, and a tenth as many clients, and leaves nothing of it for autovacuum
     * or the next checkpoint to do while something is measured.
     *
     * @param progress is told how many people there are, now and then
     * @throws IllegalStateException when the database refuses them
     */
    public void grow(int people, IntConsumer progress) {
        try (Connection database = system.connect("idp")) {
            for (int first = size + 1; first <= people; first += BATCH) {
                int last = Math.min(people, first + BATCH - 1);
                writePeople(database, first, last);
                progress.accept(last);
            }
            int before = size / PEOPLE_OF_A_CLIENT;
            writeClients(database, CLIENTS, before + 1, people / PEOPLE_OF_A_CLIENT);
            writeClients(database, CLIENTS_TOKENS, before + 1, people / PEOPLE_OF_A_CLIENT);
            try (Statement statement = database.createStatement()) {
                statement.execute("VACUUM (ANALYZE)");
                statement.execute("CHECKPOINT");
            }
        } catch (SQLException refused) {
            throw new IllegalStateException("the accounts cannot be written", refused);
        }
        size = people;
    }

    private void writePeople(Connection database, int first, int last) throws SQLException {
        List<UUID> ids =
                IntStream.rangeClosed(first, last).mapToObj(_ -> UUID.randomUUID()).toList();
        List<String> names = IntStream.rangeClosed(first, last).mapToObj(Crowd::username).toList();
        byte[][] lookedUp =
                names.stream().map(name -> lookups.hash(email(name))).toArray(byte[][]::new);
        byte[][] sealed =
                IntStream.range(0, names.size())
                        .mapToObj(i -> sealed(email(names.get(i)), ids.get(i)))
                        .toArray(byte[][]::new);
        Array usernames = database.createArrayOf("text", names.toArray());
        try (PreparedStatement people = database.prepareStatement(PEOPLE);
                PreparedStatement sessions = database.prepareStatement(SESSIONS)) {
            people.setArray(1, database.createArrayOf("uuid", ids.toArray()));
            people.setArray(2, usernames);
            people.setArray(3, database.createArrayOf("bytea", lookedUp));
            people.setArray(4, database.createArrayOf("bytea", sealed));
            people.setString(5, alike.get("username"));
            people.executeUpdate();
            sessions.setArray(1, usernames);
            sessions.executeUpdate();
        }
    }

    private void writeClients(Connection database, String sql, int first, int last)
            throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setInt(1, first);
            statement.setInt(2, last);
            statement.setString(3, client);
            statement.executeUpdate();
        }
    }

    private byte[] sealed(String email, UUID account) {
        return seals.seal(email.getBytes(UTF_8), "email:" + account);
    }

    private static String username(int number) {
        return "person-" + number;
    }

    private static String email(String username) {
        return username + "@example.org";
    }
}
