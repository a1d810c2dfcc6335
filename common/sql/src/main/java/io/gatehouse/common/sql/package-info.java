// SPDX-License-Identifier: Apache-2.0
/** The way to the database that every service shares: pool, transactions, schema check. */
package io.gatehouse.common.sql;
