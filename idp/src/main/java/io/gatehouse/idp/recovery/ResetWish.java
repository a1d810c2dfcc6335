// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.recovery;

/** That somebody wants a new password for the account with an address, if there is one. */
record ResetWish(String address, String language) {

    /** Omits the address. */
    @Override
    public String toString() {
        return "ResetWish[]";
    }
}
