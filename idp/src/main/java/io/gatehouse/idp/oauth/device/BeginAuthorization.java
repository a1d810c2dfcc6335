// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.device;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpConfig;
import io.gatehouse.idp.oauth.Endpoints;
import io.gatehouse.idp.oauth.RandomSecrets;
import io.gatehouse.idp.oauth.SecretHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Begins the authorization of a device, which a person has ten minutes to decide on. */
@ApplicationScoped
class BeginAuthorization {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final DeviceRepository devices;
    private final RandomSecrets secrets;
    private final SecureRandom random;
    private final Transactions transactions;
    private final Clock clock;
    private final String page;

    /**
     * The answer to a device (RFC 8628 section 3.2).
     *
     * @param expiresIn seconds
     * @param interval seconds between two polls
     */
    record Begun(
            @JsonProperty("device_code") String deviceCode,
            @JsonProperty("user_code") String userCode,
            @JsonProperty("verification_uri") String verificationUri,
            @JsonProperty("verification_uri_complete") String completeUri,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("interval") long interval) {

        /** Omits the codes. */
        @Override
        public String toString() {
            return "Begun[]";
        }
    }

    @Inject
    BeginAuthorization(
            DeviceRepository devices,
            RandomSecrets secrets,
            SecureRandom random,
            Transactions transactions,
            IdpConfig config,
            Clock clock) {
        this.devices = devices;
        this.secrets = secrets;
        this.random = random;
        this.transactions = transactions;
        this.clock = clock;
        this.page = config.site().issuer() + Endpoints.DEVICE;
    }

    /** Stores an authorization for a client, a scope and audiences that it may have. */
    Begun begin(String client, String scope, List<String> audiences) {
        String deviceCode = secrets.next();
        UserCode userCode =
                transactions.run(database ->
                        insert(
                                database,
                                SecretHash.of(deviceCode),
                                pending(client, scope, audiences)));
        return new Begun(
                deviceCode,
                userCode.shown(),
                page,
                page + "?" + userCode.query(),
                LIFE.toSeconds(),
                INTERVAL.toSeconds());
    }

    private DeviceAuthorization pending(String client, String scope, List<String> audiences) {
        return new DeviceAuthorization(
                client,
                scope,
                audiences,
                DeviceAuthorization.State.PENDING,
                Optional.empty(),
                new DeviceAuthorization.Polling(INTERVAL, Optional.empty()),
                clock.instant().plus(LIFE));
    }

    // With 100,000 codes in use, one in 250,000 new ones is taken already.
    private UserCode insert(
            StatelessSession database, SecretHash hash, DeviceAuthorization authorization) {
        UserCode code = UserCode.random(random);
        while (!devices.insert(database, hash, code, authorization)) {
            code = UserCode.random(random);
        }
        return code;
    }
}
