// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

/** The state of a signing key; after RETIRED it is deleted. */
enum KeyState {
    /** Published so that verifiers can fetch it, not signing yet. */
    PENDING,
    /** Signing; there is exactly one of each algorithm. */
    ACTIVE,
    /** Published until the last token it signed has expired. */
    RETIRED
}
