// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource that programs poll: a successful request is logged at DEBUG, so that requests of
 * people stand out. A failed one is logged like any other.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Polled {}
