// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** What an authenticator app is given. */
public record BegunTotp(String secret, String uri) {

    @Override
    public String toString() {
        return "BegunTotp[]";
    }
}
