// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

/** What must be true of every purchase, whatever died at whatever point. */
enum Rule {
    CHARGED_ONCE("an order is charged at most once"),
    CHARGED_IF_PAID("a paid order is charged, in full"),
    PAID_IF_CHARGED("what is charged belongs to a paid order"),
    REFUNDS_AGREE("what payments has refunded is what the provider gave back"),
    STOCK_ADDS_UP(
            "stock + reserved + sold = initial, and sold is what committed reservations hold"),
    MOVEMENTS_ADD_UP("a product's movements sum to its stock"),
    LEDGER_BALANCES("the ledger sums to zero, and owes what the provider holds"),
    ANSWERS_STAY_TRUE("an acknowledged answer is still true"),
    SAME_KEY_SAME_ANSWER("the same key gives the same answer"),
    NOTHING_LEFT_OPEN("no reservation, order or payment stays open");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
