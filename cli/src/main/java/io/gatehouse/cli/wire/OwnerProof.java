// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.Optional;

/** The request body by which an owner is known; a code is needed once there is a factor. */
public record OwnerProof(String currentPassword, Optional<String> code) {

    @Override
    public String toString() {
        return "OwnerProof[]";
    }
}
