// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.common.work.Lease;
import java.net.URI;
import java.time.Duration;

/**
 * The configuration of this service; the README describes each key.
 *
 * @param sealKeysFile the keys under which sources are sealed
 * @param webhookSecretFile the secrets with which the provider signs its events
 * @param ledgerInterval between two checks of the ledger
 */
public record PaymentsConfig(
        Provider provider,
        Recovery recovery,
        SecretFile sealKeysFile,
        SecretFile webhookSecretFile,
        Duration ledgerInterval) {

    /**
     * Who the provider is and how it is called.
     *
     * @param timeout of one call
     * @param budget of all calls for one charge or refund, within a request
     * @param cardSource what an order paid by card is charged to
     */
    public record Provider(
            Kind kind,
            URI url,
            SecretFile keyFile,
            Duration timeout,
            Duration budget,
            String cardSource) {

        /** What the provider speaks. */
        public enum Kind {
            /** JSON over HTTP, as the simulated one does. */
            HTTP,
            /** The API of Stripe. */
            STRIPE
        }
    }

    /** The interval, batch and lease with which a worker resumes open payments and refunds. */
    public record Recovery(Duration interval, int batch, Lease lease) {}

    /** Reads and validates all keys, so that an invalid value stops the start. */
    static PaymentsConfig from(ConfigKeys keys) {
        return new PaymentsConfig(
                new Provider(
                        keys.choice("payments.provider.kind", "http", Provider.Kind.class),
                        keys.url("payments.provider.url"),
                        keys.secretFile("payments.provider.key-file"),
                        keys.duration("payments.provider.timeout", "PT2S"),
                        keys.duration("payments.provider.budget", "PT2.5S"),
                        keys.text(
                                "payments.provider.card-source",
                                "tok_ok",
                                "1 to 100 of A-Z a-z 0-9 _ -",
                                text -> text.matches("[A-Za-z0-9_-]{1,100}"))),
                new Recovery(
                        keys.duration("payments.recovery.interval", "PT1S"),
                        keys.count("payments.recovery.batch", "100"),
                        lease(keys)),
                keys.secretFile("payments.seal.keys-file"),
                keys.secretFile("payments.webhook.secret-file"),
                keys.duration("payments.ledger.interval", "PT5M"));
    }

    /**
     * The request ends after the budget of 2.5 s; a worker may have to wait that long for an
     * answer.
     */
    private static Lease lease(ConfigKeys keys) {
        Duration first = keys.duration("payments.recovery.lease", "PT5S");
        return new Lease(first, keys.duration("payments.recovery.longest-lease", "PT5S", first));
    }
}
