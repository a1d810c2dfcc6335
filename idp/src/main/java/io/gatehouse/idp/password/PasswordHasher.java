// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.password;

/** Computes and checks password hashes, one hash per call. */
interface PasswordHasher {

    PasswordHash hash(String password);

    boolean matches(String password, PasswordHash hash);

    /** Whether the hash has other parameters than new ones; computes no hash. */
    boolean outdated(PasswordHash hash);
}
