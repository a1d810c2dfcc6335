// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import java.time.Instant;
import java.util.Optional;

/** The metadata of a signing key, without key material. */
public record KeyInfo(
        String kid,
        KeyAlgorithm algorithm,
        KeyState state,
        Instant createdAt,
        Optional<Instant> activatedAt,
        Optional<Instant> retiredAt) {}
