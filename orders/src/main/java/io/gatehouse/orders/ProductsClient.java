// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.work.Attempts;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The client of products: returns the stock of a cancelled order. */
final class ProductsClient {
    private static final System.Logger LOG = System.getLogger(ProductsClient.class.getName());
    private static final int NO_CONTENT = 204;

    private final PeerClient products;
    private final Attempts attempts;
    private final Duration timeout;
    private final Duration budget;

    ProductsClient(PeerClient products, Attempts attempts, OrdersConfig config) {
        this.products = products;
        this.attempts = attempts;
        this.timeout = config.productsTimeout();
        this.budget = config.cancelBudget();
    }

    /** Returns whether products confirmed the release; otherwise it has to be repeated later. */
    boolean release(UUID orderId) {
        byte[] body = body(orderId);
        return attempts.within(budget, () -> releaseOnce(body)).isPresent();
    }

    /** The same with one call. */
    boolean releaseOnce(UUID orderId) {
        return releaseOnce(body(orderId)).isPresent();
    }

    private Optional<Boolean> releaseOnce(byte[] body) {
        try {
            int status =
                    products.send(
                                    "POST",
                                    "/microservice/products/release",
                                    Optional.of(body),
                                    timeout)
                            .statusCode();
            if (status == NO_CONTENT) {
                return Optional.of(true);
            }
            LOG.log(Level.WARNING, "products answered " + status + " to a release");
        } catch (IOException unknown) {
            LOG.log(Level.WARNING, "products did not answer a release: " + unknown);
        }
        return Optional.empty();
    }

    /** Whether products did not answer the last call. */
    boolean isAway() {
        return products.isAway();
    }

    static byte[] body(UUID orderId) {
        try {
            return Json.mapper().writeValueAsBytes(new Release(orderId));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("release cannot be written", impossible);
        }
    }

    /** The request body: the id of the cancelled order. */
    private record Release(UUID orderId) {}
}
