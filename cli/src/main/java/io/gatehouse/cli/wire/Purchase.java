// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.Optional;

/** The request body to buy a product. */
public record Purchase(int quantity, Payment payment) {

    /**
     * The means of payment.
     *
     * @param source what is charged; when absent, what the shop is configured to charge
     */
    public record Payment(String method, Optional<String> source) {

        @Override
        public String toString() {
            return "Payment[method=" + method + "]";
        }
    }
}
