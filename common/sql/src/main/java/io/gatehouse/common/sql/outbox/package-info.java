// SPDX-License-Identifier: Apache-2.0
/**
 * Messages that a business transaction writes down in its own database, and that a relay delivers
 * after the commit: at least once, those of one key in the order of their transactions.
 */
package io.gatehouse.common.sql.outbox;
