// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products;

import io.gatehouse.products.FakeOrders.Behaviour;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.HttpAnswer;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.WebTarget;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A shop with ten pieces of one product, and a customer with a key who has not bought yet. */
@ExtendWith({DatabaseExtension.class, FakeOrders.class})
public abstract class PurchaseFixture {
    @Inject protected WebTarget target;

    protected Shop shop;
    protected UUID customer;
    protected String key;
    protected UUID product;

    /** Not final, and seen by those below: the container calls it through a proxy of theirs. */
    @BeforeEach
    protected void open() {
        shop = Shop.at(target.getUri());
        customer = UUID.randomUUID();
        key = Shop.key();
        FakeOrders.behave(Behaviour.PAID);
        product = shop.product(10);
    }

    protected HttpAnswer buy() {
        return shop.buy(customer, key, product);
    }
}
