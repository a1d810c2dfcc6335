// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import io.gatehouse.e2e.Account;
import io.gatehouse.e2e.Target;
import io.gatehouse.e2e.crash.Buyers.Made;
import io.gatehouse.e2e.crash.Buyers.Patient;
import io.gatehouse.e2e.crash.Observed.Purchase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at a system that is quiet: at its books, and at the answers it now gives to old keys. */
final class Witness {
    private static final Pattern CRASH = Pattern.compile("crashes at ([A-Z_]+)");

    private final Target target;
    private final Books books;
    private final ProviderClient provider;
    private final List<String> products;
    private final int pieces;
    private final Map<Account, Patient> patients = new HashMap<>();

    /**
     * @param pieces of each product at the beginning
     */
    Witness(Target target, List<String> products, int pieces) {
        this.target = target;
        this.books = new Books(target.local());
        this.provider = new ProviderClient(target.local());
        this.products = List.copyOf(products);
        this.pieces = pieces;
    }

    Books books() {
        return books;
    }

    ProviderClient provider() {
        return provider;
    }

    /** How often services ended themselves, by service and point, as their logs tell it. */
    Map<String, Integer> crashes() {
        Map<String, Integer> crashes = new TreeMap<>();
        try (Stream<Path> logs = Files.list(target.local().logs())) {
            for (Path log : logs.toList()) {
                String service = log.getFileName().toString().replaceFirst("\\.log.*", "");
                Matcher crash = CRASH.matcher(Files.readString(log));
                while (crash.find()) {
                    crashes.merge(service + ' ' + crash.group(1), 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return crashes;
    }

    /** What is seen now; each of these purchases is repeated under its key, before the books. */
    Observed observe(List<Made> made) {
        List<Purchase> purchases = new ArrayList<>();
        for (Made one : made) {
            Patient buyer =
                    patients.computeIfAbsent(one.buyer(), account -> new Patient(target, account));
            purchases.add(
                    new Purchase(
                            one.key(), one.answers(), Buyers.answered(buyer.outcome(one.call()))));
        }
        return new Observed(
                purchases,
                books.products(pieces, products),
                books.reservations(),
                books.orders(),
                books.payments(),
                books.refunds(),
                books.ledger(),
                provider.charges());
    }
}
