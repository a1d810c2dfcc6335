// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.stock;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.common.web.parameter.ContentHash;
import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.catalogue.CatalogueCache;
import io.gatehouse.products.catalogue.CatalogueChanges;
import io.gatehouse.products.catalogue.NoSuchProduct;
import io.gatehouse.products.catalogue.ProductTransactions;
import io.gatehouse.products.movement.StockMovement;
import io.gatehouse.products.movement.StockMovements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/** Corrects the stock of a product; a request with the same key, and its repetitions, once. */
@ApplicationScoped
class CorrectStock {
    private final ProductTransactions transactions;
    private final CorrectionKeys keys;
    private final StockMovements movements;
    private final CatalogueChanges changes;
    private final CatalogueCache cache;
    private final Clock clock;
    private final Supplier<UUID> ids;

    @Inject
    CorrectStock(
            ProductTransactions transactions,
            CorrectionKeys keys,
            StockMovements movements,
            CatalogueChanges changes,
            CatalogueCache cache,
            Clock clock,
            Supplier<UUID> ids) {
        this.transactions = transactions;
        this.keys = keys;
        this.movements = movements;
        this.changes = changes;
        this.cache = cache;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * The answer to a correction, kept as text so that a replay is the same to the byte.
     *
     * @param replayed whether an earlier request with the key had it
     */
    record Answered(String json, boolean replayed) {}

    /** A correction as it was made: the movement, and the stock after it. */
    record Corrected(StockMovement movement, long stock) {}

    /**
     * Corrects the stock.
     *
     * @throws ProblemException {@code not_found}, {@code insufficient_stock} or {@code
     *     rule_broken}, which leave the key unused; {@code idempotency_key_reused} when the key
     *     belongs to another request
     */
    Answered correct(IdempotencyKey key, UUID product, StockCorrection correction) {
        requireChange(correction);
        // Made outside the transaction: after a lost COMMIT the next try must recognize its row.
        StockMovement movement =
                correction.toMovement(ids.get(), product, key.account(), clock.instant());
        CorrectionKeys.Entry entry =
                transactions.runIdempotent(product, session -> correct(session, key, movement));
        cache.forget();
        return new Answered(entry.answer(), !entry.movementId().equals(movement.id()));
    }

    private CorrectionKeys.Entry correct(
            StatelessSession session, IdempotencyKey key, StockMovement movement) {
        String hash = hash(movement);
        if (!keys.claim(session, key, hash, movement.id(), movement.createdAt())) {
            return repeated(session, key, hash);
        }
        String answer = json(new Corrected(movement, moved(session, movement)));
        keys.answer(session, key, answer);
        changes.add(session, movement.productId());
        return new CorrectionKeys.Entry(hash, movement.id(), answer);
    }

    private CorrectionKeys.Entry repeated(
            StatelessSession session, IdempotencyKey key, String hash) {
        CorrectionKeys.Entry entry = keys.get(session, key);
        if (!entry.requestHash().equals(hash)) {
            throw IdempotencyKey.reused("stock correction");
        }
        return entry;
    }

    // What throws here is inside the transaction, which takes back the key.
    private long moved(StatelessSession session, StockMovement movement) {
        long stock =
                movements
                        .apply(session, movement, 0, 0)
                        .orElseThrow(() -> refused(session, movement))
                        .stock();
        if (movement.change() > 0 && stock > StockMovements.MOST_PIECES) {
            throw broken("would make the stock more than " + StockMovements.MOST_PIECES);
        }
        return stock;
    }

    private ProblemException refused(StatelessSession session, StockMovement movement) {
        long stock =
                movements.stock(session, movement.productId()).orElseThrow(NoSuchProduct::problem);
        return new ProblemException(
                        ProblemCode.INSUFFICIENT_STOCK,
                        "The correction takes more than there is; nothing was changed.")
                .withError("change", "takes more than the stock, which is " + stock);
    }

    private static void requireChange(StockCorrection correction) {
        if (correction.change() == 0) {
            throw broken("must not be 0");
        }
    }

    private static ProblemException broken(String rule) {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The correction breaks a rule.")
                .withError("change", rule);
    }

    /** SHA-256 of a canonical form, in which spaces and field order do not matter. */
    private static String hash(StockMovement movement) {
        String canonical =
                movement.productId()
                        + "\n"
                        + movement.change()
                        + "\n"
                        + movement.reason().orElseThrow();
        return ContentHash.of(canonical.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Corrected corrected) {
        try {
            return Json.mapper().writeValueAsString(corrected);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a correction cannot be written", impossible);
        }
    }
}
