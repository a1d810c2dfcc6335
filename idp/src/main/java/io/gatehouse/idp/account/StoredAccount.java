// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

/**
 * An account with what its password is checked against.
 *
 * @param passwordVersion raised by each change of the password, so that a sign-in that was checked
 *     against the old one can be refused
 */
public record StoredAccount(Account account, String passwordHash, long passwordVersion) {

    /** Without the hash. */
    @Override
    public String toString() {
        return "StoredAccount[" + account.id() + "]";
    }
}
