// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.dpop;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An endpoint that reads proofs, and therefore gives out nonces for the next ones. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TakesProofs {}
