// SPDX-License-Identifier: Apache-2.0
/** Faults that are switched on to see how a merchant takes them. */
package io.gatehouse.provider.fault;
