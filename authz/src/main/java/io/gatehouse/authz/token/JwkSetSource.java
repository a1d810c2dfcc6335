// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.token;

import java.io.IOException;

/** Where the JWK set comes from: an address of our configuration, never one out of a token. */
@FunctionalInterface
public interface JwkSetSource {
    byte[] fetch() throws IOException;
}
