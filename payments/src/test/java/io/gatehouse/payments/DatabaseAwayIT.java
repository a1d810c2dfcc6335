// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.HttpAnswer;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@HelidonTest
class DatabaseAwayIT extends PaymentFixture {

    @AfterEach
    void bringBack() {
        DatabaseExtension.postgres().start();
    }

    @Test
    void anyRouteWhenTheDatabaseIsAwayThenUnavailableAndNothingIsAskedOfTheProvider() {
        DatabaseExtension.postgres().stop();

        HttpAnswer list = clerk.get("/payments");
        HttpAnswer charge = charge();
        DatabaseExtension.postgres().start();
        long calls = provider.calls(order);
        HttpAnswer healed = charge();

        assertThat(list.status()).isEqualTo(503);
        assertThat(list.code()).isEqualTo("unavailable");
        assertThat(list.header("Retry-After")).hasValue("1");
        assertThat(charge.status()).isEqualTo(503);
        assertThat(calls).isZero();
        assertThat(healed.field("status")).isEqualTo("PAID");
    }
}
