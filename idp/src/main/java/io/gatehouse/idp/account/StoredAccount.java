// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

/**
 * An account with its password hash.
 *
 * @param passwordVersion increased by each change of the password, so that a sign-in that was
 *     checked against the old one is refused
 */
public record StoredAccount(Account account, String passwordHash, long passwordVersion) {

    /** Omits the hash. */
    @Override
    public String toString() {
        return "StoredAccount[" + account.id() + "]";
    }
}
