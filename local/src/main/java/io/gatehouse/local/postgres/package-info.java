// SPDX-License-Identifier: Apache-2.0
/** The database server of a local run. */
package io.gatehouse.local.postgres;
