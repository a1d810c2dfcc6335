// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.idp.IdpConfig;
import java.util.Base64;

/** What an attempt was counted in: two leaky buckets, each as one time until which it drains. */
public record Counted(Bucket account, Bucket block) {

    /**
     * A bucket.
     *
     * @param key a keyed hash in base64url, so that rows tell nobody which names were typed
     */
    record Bucket(String key, IdpConfig.Pace pace) {

        /** The bucket of something that is counted. */
        static Bucket of(KeyedHash keys, String counted, IdpConfig.Pace pace) {
            byte[] key = keys.hash(counted);
            return new Bucket(Base64.getUrlEncoder().withoutPadding().encodeToString(key), pace);
        }
    }
}
