// SPDX-License-Identifier: Apache-2.0
/** The launcher, which runs the whole system on one machine, and its commands. */
package io.gatehouse.local;
