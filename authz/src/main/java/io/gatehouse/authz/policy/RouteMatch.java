// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.policy;

import java.util.Set;

/** What the policy says about a method and a path. */
public sealed interface RouteMatch {

    /** The one rule that decides. */
    record Found(Rule rule) implements RouteMatch {}

    /** The path is listed, with other methods. */
    record WrongMethod(Set<String> allowed) implements RouteMatch {}

    /** Not listed: for us it does not exist. */
    record NotListed() implements RouteMatch {}
}
