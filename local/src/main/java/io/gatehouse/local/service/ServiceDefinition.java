// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.service;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * What sets one service apart from the others; all else is the same for each.
 *
 * @param heapMib upper limit of the heap
 * @param settings own keys; <code>${name}</code> stands for a value known only at the start
 */
public record ServiceDefinition(
        String name,
        boolean hasDatabase,
        boolean hasGrpc,
        int heapMib,
        Map<String, String> settings) {
    /** The services of the shop. */
    public static final List<ServiceDefinition> ALL =
            List.of(
                    new ServiceDefinition(
                            "idp",
                            true,
                            false,
                            // Two password hashes at once take 19 MiB each.
                            128,
                            Map.of(
                                    "idp.issuer", "${issuer}",
                                    "idp.accounts-file", "${accounts}",
                                    "idp.encryption-keys-file", "${idp.encryption-keys}",
                                    "idp.lookup-key-file", "${idp.lookup-key}",
                                    "idp.password.concurrency", "2")),
                    new ServiceDefinition(
                            "authz",
                            false,
                            true,
                            80,
                            Map.of(
                                    "authz.policy", "${policy}",
                                    "authz.issuer", "${issuer}",
                                    "authz.idp-url", "${idp.url}",
                                    "authz.allowed-origins", "${issuer}")),
                    new ServiceDefinition(
                            "products",
                            true,
                            false,
                            96,
                            Map.of(
                                    "products.orders-url", "${orders.url}",
                                    "products.demo-catalogue", "true")),
                    new ServiceDefinition(
                            "orders",
                            true,
                            false,
                            96,
                            Map.of("orders.products-url", "${products.url}")));

    public ServiceDefinition {
        requireNonNull(name, "name");
        settings = Map.copyOf(settings);
    }
}
