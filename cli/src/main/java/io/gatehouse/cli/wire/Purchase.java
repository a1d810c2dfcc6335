// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** What a customer sends to buy a product. */
public record Purchase(int quantity, Payment payment) {

    /** The means of payment a customer chose. */
    public record Payment(String method) {}
}
