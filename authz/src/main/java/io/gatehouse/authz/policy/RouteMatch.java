// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import java.util.Set;

/** The result of matching a method and a path against the policy. */
public sealed interface RouteMatch {

    /** The rule that applies. */
    record Found(Rule rule) implements RouteMatch {}

    /** The path is listed, but not with this method. */
    record WrongMethod(Set<String> allowed) implements RouteMatch {}

    /** The path is not listed, so it does not exist at the gate. */
    record NotListed() implements RouteMatch {}
}
