// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.apikey;

import io.gatehouse.idp.account.Account;
import io.gatehouse.idp.account.Assurance;

/**
 * An API key that has not expired, and its owner, who may be disabled.
 *
 * @param assurance of the sign-in in which it was made
 */
record KeyUse(KeyInfo key, Assurance assurance, Account owner) {

    /**
     * Whether it opens anything, as far as its owner is concerned: once there is a second factor, a
     * key that was made without does not.
     */
    boolean mayGoOn() {
        return owner.enabled() && assurance.suffices(owner);
    }
}
