// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Http;
import io.gatehouse.testkit.HttpAnswer;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.AddBean;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** An order that is not charged yet, and those who may call. */
@ExtendWith({DatabaseExtension.class, Secrets.class})
@AddBean(FakeProvider.class)
public abstract class PaymentFixture {
    public static final String CHARGE = "/microservice/payments/charge";

    @Inject protected WebTarget target;
    @Inject protected FakeProvider provider;

    protected UUID order;
    protected UUID customer;
    protected Http orders;
    protected Http clerk;

    /** Not final, and seen by those below: the container calls it through a proxy of theirs. */
    @BeforeEach
    protected void open() {
        order = UUID.randomUUID();
        customer = UUID.randomUUID();
        orders = Http.at(target.getUri()).workload("orders");
        clerk = Http.at(target.getUri()).as(UUID.randomUUID(), "clerk", "payment");
        provider.heal();
    }

    /** Charges the order with 30 euros. */
    protected HttpAnswer charge() {
        return orders.post(CHARGE, Bodies.charge(order, customer, 3000));
    }

    /** The clerk with an idempotency key of its own. */
    protected Http keyed() {
        return clerk.with("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** What an open payment is to be charged to, as it stands in the database. */
    protected static byte[] sealedSource(UUID payment) {
        return Rows.bytes("SELECT sealed_source FROM open_payment WHERE id = ?", payment);
    }

    /** Ends the leases of all that is open, as if time had passed. */
    protected static void endLeases() {
        Rows.update("UPDATE open_payment SET leased_until = opened_at");
        Rows.update("UPDATE open_refund SET leased_until = opened_at");
    }

    /** What the provider owes us for a payment or a refund, by the ledger. */
    protected static long owed(UUID transaction) {
        return Rows.count(
                "SELECT coalesce(sum(amount), 0) FROM ledger_entry"
                        + " WHERE transaction_id = ? AND account = 'provider'",
                transaction);
    }

    /** The number of entries of a payment or a refund. */
    protected static long entries(UUID transaction) {
        return Rows.count(
                "SELECT count(*) FROM ledger_entry WHERE transaction_id = ?", transaction);
    }
}
