// SPDX-License-Identifier: Apache-2.0
/** The parts put together and started; no other package knows this one. */
package io.gatehouse.idp.server;
