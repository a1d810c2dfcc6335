// SPDX-License-Identifier: Apache-2.0
/** The home of a local run: its files, secrets and accounts, and the ports. */
package io.gatehouse.local.home;
