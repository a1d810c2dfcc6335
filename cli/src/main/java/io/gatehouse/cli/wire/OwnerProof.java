// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.Optional;

/** The request body to change the second factors; a code is needed once there is one. */
public record OwnerProof(String currentPassword, Optional<String> code) {

    @Override
    public String toString() {
        return "OwnerProof[]";
    }
}
