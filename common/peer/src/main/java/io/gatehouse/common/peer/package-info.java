// SPDX-License-Identifier: Apache-2.0
/**
 * Calls between services: mutual TLS, whose certificates are renewed while it is used, and the
 * client. Where the mesh does mutual TLS, nothing here but the client is at work.
 */
package io.gatehouse.common.peer;
