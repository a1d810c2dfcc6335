// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** The request body to buy a product. */
public record Purchase(int quantity, Payment payment) {

    /** The means of payment. */
    public record Payment(String method) {}
}
