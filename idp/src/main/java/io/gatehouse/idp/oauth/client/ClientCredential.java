// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.client;

import io.gatehouse.idp.oauth.SecretHash;

/** How a client proves who it is (RFC 6749 section 2.3). */
sealed interface ClientCredential
        permits ClientCredential.None, ClientCredential.Secret, ClientKeys, ClientCertificate {

    /** A public client can only say who it is. */
    record None() implements ClientCredential {}

    /** A secret, of which only the hash is known here. */
    record Secret(SecretHash hash) implements ClientCredential {}
}
