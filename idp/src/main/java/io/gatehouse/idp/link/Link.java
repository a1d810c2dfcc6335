// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.link;

import io.gatehouse.idp.account.EmailAddress;
import io.gatehouse.idp.account.StoredAccount;
import java.util.UUID;

/**
 * A link that has not been used.
 *
 * @param address it was sent to
 * @param passwordVersion of the account when the link was made
 */
public record Link(
        UUID id, LinkPurpose purpose, UUID account, EmailAddress address, long passwordVersion) {

    /** Whether nobody has changed the password since, and the account is enabled. */
    public boolean holds(StoredAccount now) {
        return now.account().enabled() && now.passwordVersion() == passwordVersion;
    }

    /** Whether it was sent to the address that the account has. */
    public boolean isToAddressOf(StoredAccount now) {
        return now.account().email().equals(address.text());
    }
}
