// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import io.gatehouse.idp.oauth.SecretHash;
import io.gatehouse.idp.session.AudienceColumn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Reads and writes device authorizations in the database; every method runs in the caller's
 * transaction.
 */
@ApplicationScoped
public class DeviceRepository {

    private static final String SELECT =
            """
            SELECT client_id, scope, audiences, state, account_id, account_not_before,
                authenticated_at, interval_seconds, polled_at, expires_at
            FROM device_authorizations
            """;

    /** What {@code slow_down} adds to the interval (RFC 8628 section 3.5). */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    /** Inserts an authorization; returns false when another one has this user code. */
    boolean insert(
            StatelessSession database,
            SecretHash hash,
            UserCode code,
            DeviceAuthorization authorization) {
        String sql =
                """
                INSERT INTO device_authorizations (hash, user_code, client_id, scope, audiences,
                    state, interval_seconds, expires_at)
                VALUES (:hash, :code, :client, :scope, :audiences, :state, :interval, :expires)
                ON CONFLICT (user_code) DO NOTHING
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("hash", hash.bytes())
                        .setParameter("code", code.letters())
                        .setParameter("client", authorization.client())
                        .setParameter("scope", authorization.scope())
                        .setParameter("audiences", AudienceColumn.text(authorization.audiences()))
                        .setParameter("state", authorization.state().name())
                        .setParameter("interval", authorization.polling().interval().toSeconds())
                        .setParameter("expires", authorization.expiresAt())
                        .executeUpdate()
                == 1;
    }

    public Optional<DeviceAuthorization> find(StatelessSession database, SecretHash hash) {
        return database.createNativeQuery(SELECT + "WHERE hash = :hash", Tuple.class)
                .setParameter("hash", hash.bytes())
                .getResultStream()
                .map(DeviceRepository::read)
                .findFirst();
    }

    /** The authorization with this user code, if it waits for a decision. */
    Optional<DeviceAuthorization> pending(StatelessSession database, UserCode code, Instant now) {
        String sql = SELECT + "WHERE user_code = :code AND state = 'PENDING' AND expires_at > :now";
        return database.createNativeQuery(sql, Tuple.class)
                .setParameter("code", code.letters())
                .setParameter("now", now)
                .getResultStream()
                .map(DeviceRepository::read)
                .findFirst();
    }

    /** Allows an authorization; returns false when it does not wait for a decision. */
    boolean allow(
            StatelessSession database,
            UserCode code,
            DeviceAuthorization.Approval approval,
            Instant now) {
        String sql =
                """
                UPDATE device_authorizations
                SET state = 'ALLOWED', account_id = :account, account_not_before = :notBefore,
                    authenticated_at = :authenticated
                WHERE user_code = :code AND state = 'PENDING' AND expires_at > :now
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("account", approval.account())
                        .setParameter("notBefore", approval.accountNotBefore())
                        .setParameter("authenticated", approval.authenticatedAt())
                        .setParameter("code", code.letters())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Denies an authorization; returns false when it does not wait for a decision. */
    boolean deny(StatelessSession database, UserCode code, Instant now) {
        String sql =
                """
                UPDATE device_authorizations SET state = 'DENIED'
                WHERE user_code = :code AND state = 'PENDING' AND expires_at > :now
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("code", code.letters())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** Records a poll that came in time. */
    public void poll(StatelessSession database, SecretHash hash, Instant now) {
        poll(database, hash, now, Duration.ZERO);
    }

    /** Records a poll that came too soon; the interval is longer from then on. */
    public void slowDown(StatelessSession database, SecretHash hash, Instant now) {
        poll(database, hash, now, SLOWER);
    }

    private static void poll(
            StatelessSession database, SecretHash hash, Instant now, Duration slower) {
        String sql =
                """
                UPDATE device_authorizations
                SET interval_seconds = interval_seconds + :slower, polled_at = :now
                WHERE hash = :hash AND state = 'PENDING'
                """;
        database.createNativeMutationQuery(sql)
                .setParameter("slower", slower.toSeconds())
                .setParameter("now", now)
                .setParameter("hash", hash.bytes())
                .executeUpdate();
    }

    /**
     * Marks an authorization as exchanged; returns false when it was before. The condition ensures
     * that of 100 requests with one device code a single one gets a session.
     */
    public boolean use(StatelessSession database, SecretHash hash) {
        String sql =
                """
                UPDATE device_authorizations SET state = 'USED'
                WHERE hash = :hash AND state = 'ALLOWED'
                """;
        return database.createNativeMutationQuery(sql)
                        .setParameter("hash", hash.bytes())
                        .executeUpdate()
                == 1;
    }

    /** Deletes authorizations that expired before a time, at most as many as the limit. */
    int deleteExpired(StatelessSession database, Instant before, int limit) {
        String sql =
                """
                DELETE FROM device_authorizations WHERE hash IN (
                    SELECT hash FROM device_authorizations WHERE expires_at < :before
                    ORDER BY expires_at LIMIT :rows)
                """;
        return database.createNativeMutationQuery(sql)
                .setParameter("before", before)
                .setParameter("rows", limit)
                .executeUpdate();
    }

    private static DeviceAuthorization read(Tuple row) {
        return new DeviceAuthorization(
                row.get("client_id", String.class),
                row.get("scope", String.class),
                AudienceColumn.read(row),
                DeviceAuthorization.State.valueOf(row.get("state", String.class)),
                Optional.ofNullable(row.get("account_id", UUID.class))
                        .map(account ->
                                new DeviceAuthorization.Approval(
                                        account,
                                        row.get("account_not_before", Long.class),
                                        row.get("authenticated_at", Instant.class))),
                new DeviceAuthorization.Polling(
                        Duration.ofSeconds(row.get("interval_seconds", Long.class)),
                        Optional.ofNullable(row.get("polled_at", Instant.class))),
                row.get("expires_at", Instant.class));
    }
}
