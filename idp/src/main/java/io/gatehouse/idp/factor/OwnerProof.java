// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.factor;

import java.util.Optional;

/**
 * What an owner proves before an account changes.
 *
 * @param password the current one
 * @param code of a factor, or a recovery code; needed once the account has a factor
 */
public record OwnerProof(String password, Optional<String> code) {

    /** Omits both. */
    @Override
    public String toString() {
        return "OwnerProof[]";
    }
}
