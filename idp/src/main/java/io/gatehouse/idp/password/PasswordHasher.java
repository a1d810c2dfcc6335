// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

/** Makes and checks password hashes, one hash a call. */
interface PasswordHasher {

    PasswordHash hash(String password);

    boolean matches(String password, PasswordHash hash);

    /** Whether the hash has other parameters than new ones get; costs nothing. */
    boolean outdated(PasswordHash hash);
}
