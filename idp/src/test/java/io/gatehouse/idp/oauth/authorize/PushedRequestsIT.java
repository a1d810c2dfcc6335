// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.oauth.Flow;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pushed requests that nobody came for go by themselves. */
@ExtendWith(IdpServer.class)
class PushedRequestsIT {
    private final PushedRequestRepository requests =
            CDI.current().select(PushedRequestRepository.class).get();
    private final Transactions transactions = CDI.current().select(Transactions.class).get();

    @Test
    void deleteExpiredWhenTheTimeOfOneIsUpThenItAloneGoes() {
        Rows.update("DELETE FROM pushed_requests");
        Flow.cli().post("/oauth2/par");
        Rows.update("UPDATE pushed_requests SET expires_at = now() - INTERVAL '1 second'");
        Flow.cli().post("/oauth2/par");

        transactions.run(database -> requests.deleteExpired(database, Instant.now(), 500));

        assertThat(Rows.count("SELECT count(*) FROM pushed_requests")).isOne();
    }
}
