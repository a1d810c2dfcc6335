// SPDX-License-Identifier: Apache-2.0
/** What is known of the service as a whole; no other package knows this one. */
package io.gatehouse.idp.server;
