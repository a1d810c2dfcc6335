// SPDX-License-Identifier: Apache-2.0
/** Database access that all services share: connection pool, transactions, leases, schema check. */
package io.gatehouse.common.sql;
