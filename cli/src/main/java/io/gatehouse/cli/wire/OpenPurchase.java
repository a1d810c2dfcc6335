// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** A purchase, which is open until its order is paid or declined. */
public record OpenPurchase(String id, String status) {

    public boolean isOpen() {
        return status.equals("PENDING");
    }
}
