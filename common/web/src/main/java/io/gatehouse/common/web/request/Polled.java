// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.request;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asked again and again by a program: the log line of a request that succeeds stands at DEBUG, so
 * that those of people can be found. One that fails is logged as any other.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Polled {}
