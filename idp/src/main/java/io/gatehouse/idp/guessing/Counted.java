// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import io.gatehouse.idp.IdpConfig;

/** What an attempt was counted in: two leaky buckets, each as one time until which it drains. */
public record Counted(Bucket account, Bucket block) {

    /**
     * A bucket.
     *
     * @param key a keyed hash in base64url, so that rows tell nobody which names were typed
     */
    record Bucket(String key, IdpConfig.Pace pace) {}
}
