// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.sql.outbox.Outbox;
import io.gatehouse.common.sql.outbox.OutboxMessage;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.ProductsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Messages of changes to the texts, prices and stock that admins make. Whoever makes one
 * invalidates the pages at once; its message does so again, should that instance have died, or not
 * have reached the cache.
 */
@ApplicationScoped
public class CatalogueChanges {
    static final String TOPIC = "catalogue-changed";

    private final Outbox outbox;
    private final CatalogueCache cache;
    private final Clock clock;
    private final ProductsConfig config;

    @Inject
    CatalogueChanges(Outbox outbox, CatalogueCache cache, Clock clock, ProductsConfig config) {
        this.outbox = outbox;
        this.cache = cache;
        this.clock = clock;
        this.config = config;
    }

    /** Adds the message within the transaction that changes a product. */
    public void add(StatelessSession session, UUID product) {
        outbox.add(session, TOPIC, product.toString(), "{\"productId\":\"" + product + "\"}");
    }

    /**
     * Invalidates the pages, unless each page of that time has expired by itself.
     *
     * @throws ProblemException {@code unavailable} when the cache cannot be reached
     */
    void deliver(OutboxMessage message) {
        boolean isOutlived =
                clock.instant().isAfter(message.addedAt().plus(config.catalogue().cache().ttl()));
        if (!isOutlived && !cache.forget()) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE, "The cache of the catalogue is away.");
        }
    }
}
