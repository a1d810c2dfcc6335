// SPDX-License-Identifier: Apache-2.0
/** The whole system on one machine: the commands up, down, reset and status. */
package io.gatehouse.local;
