// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import java.io.IOException;

/** Fetches a JWK set from a configured address, never from one in a token. */
@FunctionalInterface
public interface JwkSetSource {
    byte[] fetch() throws IOException;
}
