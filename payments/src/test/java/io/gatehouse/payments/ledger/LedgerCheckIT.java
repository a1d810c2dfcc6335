// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.payments.Bodies;
import io.gatehouse.payments.PaymentFixture;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.Socket;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger against payments and refunds, right and spoilt. */
@HelidonTest
class LedgerCheckIT extends PaymentFixture {
    @Inject private LedgerCheck check;
    @Inject private Transactions transactions;

    @Inject
    @Socket("admin")
    private WebTarget admin;

    @Test
    void roundWhenTheBooksAreRightThenAllAreZero() {
        charge();
        orders.post("/microservice/payments/refund", Bodies.refund(order, UUID.randomUUID(), 1000));

        assertThat(checked()).isEqualTo("0 0 0");
    }

    @Test
    void ledgerWhenAskedThenEachAccountAndWhatIsWrongNow() {
        long owed = balance("provider");
        charge();
        Rows.update("DELETE FROM ledger_entry WHERE transaction_id = ?", order);
        JsonNode spoilt = ledger();
        enter(order, 3000);
        JsonNode right = ledger();

        assertThat(spoilt.path("missing").asLong()).isEqualTo(1);
        assertThat(right.path("missing").asLong()).isZero();
        assertThat(right.path("imbalance").asLong()).isZero();
        assertThat(right.path("unfounded").asLong()).isZero();
        assertThat(balance("provider")).isEqualTo(owed + 3000);
        assertThat(balance("sales")).isEqualTo(-owed - 3000);
    }

    @Test
    void roundWhenAnEntryWasChangedThenOutOfBalance() {
        charge();
        Rows.update(
                "UPDATE ledger_entry SET amount = 3005 WHERE transaction_id = ? AND amount = 3000",
                order);

        String spoilt = checked();
        Rows.update(
                "UPDATE ledger_entry SET amount = 3000 WHERE transaction_id = ? AND amount = 3005",
                order);

        assertThat(spoilt).isEqualTo("5 0 0");
        assertThat(checked()).isEqualTo("0 0 0");
    }

    @Test
    void roundWhenEntriesAreGoneThenMissing() {
        charge();
        UUID refund = UUID.randomUUID();
        orders.post("/microservice/payments/refund", Bodies.refund(order, refund, 1000));
        Rows.update("DELETE FROM ledger_entry WHERE transaction_id = ?", order);
        Rows.update("DELETE FROM ledger_entry WHERE transaction_id = ?", refund);

        String spoilt = checked();
        enter(order, 3000);
        enter(refund, -1000);

        assertThat(spoilt).isEqualTo("0 2 0");
        assertThat(checked()).isEqualTo("0 0 0");
    }

    @Test
    void roundWhenEntriesAreOfNothingThenUnfounded() {
        UUID nothing = UUID.randomUUID();
        enter(nothing, 700);

        String spoilt = checked();
        Rows.update("DELETE FROM ledger_entry WHERE transaction_id = ?", nothing);

        assertThat(spoilt).isEqualTo("0 0 2");
        assertThat(checked()).isEqualTo("0 0 0");
    }

    private JsonNode ledger() {
        return clerk.get("/payments/ledger").json();
    }

    private long balance(String account) {
        return ledger().path("accounts")
                .valueStream()
                .filter(sum -> sum.path("account").asText().equals(account))
                .mapToLong(sum -> sum.path("amount").asLong())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ledger_entry SET amount = 0",
                "DELETE FROM ledger_entry",
                "TRUNCATE ledger_entry"
            })
    void entriesWhenTheServiceWouldChangeThemThenTheDatabaseRefuses(String sql) {
        assertThatThrownBy(() ->
                        transactions.run(
                                session -> session.createNativeMutationQuery(sql).executeUpdate()))
                .hasStackTraceContaining("permission denied");
    }

    private static void enter(UUID transaction, long owed) {
        Rows.update(
                "INSERT INTO ledger_entry VALUES (?, 'provider', ?, 'EUR', now()),"
                        + " (?, 'sales', ?, 'EUR', now())",
                transaction,
                owed,
                transaction,
                -owed);
    }

    /** Imbalance, missing, unfounded, as an operator sees them. */
    private String checked() {
        check.round();
        return metric("imbalance") + " " + metric("missing") + " " + metric("unfounded");
    }

    private String metric(String name) {
        return Http.at(admin.getUri())
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("gatehouse_ledger_" + name + "{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1).replace(".0", ""))
                .findFirst()
                .orElse("");
    }
}
