// SPDX-License-Identifier: Apache-2.0
/** The folder a local run lives in: its files, secrets, accounts and ports. */
package io.gatehouse.local.home;
