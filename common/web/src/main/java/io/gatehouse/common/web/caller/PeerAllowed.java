// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.caller;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Admits only the named workloads to a resource. Without this annotation only the gateway is
 * admitted.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PeerAllowed {
    /** Short names of workloads, such as {@code orders}; {@code gateway} is the gateway. */
    String[] value();
}
