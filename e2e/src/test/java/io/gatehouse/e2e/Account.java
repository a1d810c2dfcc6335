// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

/** Somebody who can sign in; the id is empty until a session has told it. */
public record Account(String username, String email, String password) {

    @Override
    public String toString() {
        return username;
    }
}
