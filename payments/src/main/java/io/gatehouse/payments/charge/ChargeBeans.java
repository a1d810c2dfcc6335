// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.payments.PaymentsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;

/** Produces the keys for sources at rest and the repeated work of this package. */
@ApplicationScoped
class ChargeBeans {
    @Produces
    @Singleton
    SealingKeys sealingKeys(PaymentsConfig config, SecureRandom random) {
        return SealingKeys.parse(lines(config.sealKeysFile()), random);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "payments.seal.keys-file cannot be read: " + file, unreadable);
        }
    }

    @Produces
    @Singleton
    RepeatedWork recovery(
            PaymentsConfig config, RandomGenerator random, UnfinishedPayments unfinished) {
        return new RepeatedWork(
                "unfinished-payments", config.recovery().interval(), random, unfinished::round);
    }
}
