// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.products.ProductsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Adds demo products to an empty catalogue. */
@ApplicationScoped
class DemoCatalogue {
    private static final TypeReference<List<Entry>> ENTRIES = new TypeReference<>() {};

    private final Transactions transactions;
    private final ProductRepository products;
    private final CatalogueCache cache;
    private final Clock clock;
    private volatile boolean due;

    /** One product of the file; its id is fixed, so that two replicas cannot seed it twice. */
    private record Entry(UUID id, ProductRequest product) {}

    @Inject
    DemoCatalogue(
            Transactions transactions,
            ProductRepository products,
            CatalogueCache cache,
            Clock clock,
            ProductsConfig config) {
        this.transactions = transactions;
        this.products = products;
        this.cache = cache;
        this.clock = clock;
        this.due = config.catalogue().demo();
    }

    /** Whether the demo catalogue is enabled and has not been added yet. */
    boolean isDue() {
        return due;
    }

    /** Adds the demo products if there are no products at all; returns the number added. */
    int seed() {
        List<Product> demo = read(clock.instant());
        int added =
                transactions.runIdempotent(session ->
                        products.isEmpty(session)
                                ? (int)
                                        demo.stream()
                                                .filter(product ->
                                                        products.insert(
                                                                session, product, Optional.empty()))
                                                .count()
                                : 0);
        cache.forget();
        due = false;
        return added;
    }

    // A second apart, so that the list shows them in the order of the file.
    private static List<Product> read(Instant newest) {
        try (InputStream file = DemoCatalogue.class.getResourceAsStream("demo-catalogue.json")) {
            List<Product> products = new ArrayList<>();
            for (Entry entry : Json.mapper().readValue(file, ENTRIES)) {
                Instant createdAt = newest.minusSeconds(products.size());
                products.add(entry.product().toProduct(entry.id(), createdAt));
            }
            return products;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("demo catalogue cannot be read", unreadable);
        }
    }
}
