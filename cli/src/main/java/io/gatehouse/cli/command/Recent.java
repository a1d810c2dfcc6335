// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** The products and orders seen since the menu was opened, for completion: id and name. */
public final class Recent {

    private final Map<String, String> products = new LinkedHashMap<>();
    private final Map<String, String> orders = new LinkedHashMap<>();

    void product(String id, String name) {
        products.put(id, name);
    }

    void order(String id, String summary) {
        orders.put(id, summary);
    }

    public Map<String, String> products() {
        return Map.copyOf(products);
    }

    public Map<String, String> orders() {
        return Map.copyOf(orders);
    }
}
