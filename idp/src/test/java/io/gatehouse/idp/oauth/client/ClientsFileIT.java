// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.idp.Gate;
import io.gatehouse.idp.IdpServer;
import io.gatehouse.idp.oauth.Clients;
import io.gatehouse.testkit.Rows;
import jakarta.enterprise.inject.spi.CDI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the operator's file, the file alone manages. */
@ExtendWith(IdpServer.class)
class ClientsFileIT {

    @ParameterizedTest
    @ValueSource(strings = {Clients.WEB, Clients.STRANGER})
    void removeWhenTheFileNamesTheClientThenAnAdminIsRefused(String id) {
        var answer = Gate.admin().send("DELETE", "/admin/clients/" + id);

        assertThat(answer.code()).isEqualTo("rule_broken");
        assertThat(Gate.admin().get("/admin/clients/" + id).status()).isEqualTo(200);
    }

    /** Else who had registered it could still change it. */
    @Test
    void applyWhenTheFileNamesARegisteredClientThenItManagesItselfNoMore() {
        Rows.update(
                "INSERT INTO registration_tokens (hash, client_id, uses_left, expires_at)"
                        + " VALUES (sha256('x'), ?, 0, now() + interval '1 day')",
                Clients.STRANGER);

        CDI.current().select(ClientsFile.class).get().apply();

        assertThat(
                        Rows.count(
                                "SELECT count(*) FROM registration_tokens WHERE client_id = ?",
                                Clients.STRANGER))
                .isZero();
    }
}
