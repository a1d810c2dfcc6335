// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

/**
 * That somebody wants a new password for the account with an address, if there is one.
 *
 * @param hasRoom whether a mail may be sent there
 */
record ResetWish(String address, String language, boolean hasRoom) {

    /** Omits the address. */
    @Override
    public String toString() {
        return "ResetWish[]";
    }
}
