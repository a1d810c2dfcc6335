// SPDX-License-Identifier: Apache-2.0
/**
 * The audit trail: what happened to accounts and by administrators. An event is written in the
 * transaction of the change, so there is neither a change without its event nor an event without
 * its change; moments later it is chained, which is what {@code io.gatehouse.common.audit}
 * verifies.
 */
package io.gatehouse.idp.audit;
