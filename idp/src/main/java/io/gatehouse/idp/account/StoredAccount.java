// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

/**
 * An account with its password hash.
 *
 * @param passwordVersion increased by each change of the password, so that a sign-in that was
 *     checked against the old one is refused
 */
public record StoredAccount(Account account, String passwordHash, long passwordVersion) {

    /**
     * Whether what was checked still holds, by what the account is now: while a password is hashed,
     * it may be changed, or the account disabled.
     */
    public boolean stillHolds(StoredAccount now) {
        return now.passwordVersion == passwordVersion && now.account.enabled();
    }

    /** Omits the hash. */
    @Override
    public String toString() {
        return "StoredAccount[" + account.id() + "]";
    }
}
