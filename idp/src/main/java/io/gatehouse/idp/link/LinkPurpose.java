// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.link;

import java.time.Duration;

/** What a link is for. */
public enum LinkPurpose {
    /** To verify the address of an account. */
    VERIFICATION(Duration.ofHours(24)),
    /** To give an account another address. */
    NEW_ADDRESS(Duration.ofHours(24)),
    /** To choose a new password. */
    RESET(Duration.ofMinutes(30));

    private final Duration life;

    LinkPurpose(Duration life) {
        this.life = life;
    }

    Duration life() {
        return life;
    }
}
