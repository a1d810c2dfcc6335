// SPDX-License-Identifier: Apache-2.0
/**
 * Calls between services: the client, and mutual TLS with certificates that are reloaded at run
 * time. Where the mesh does mutual TLS, only the client is used.
 */
package io.gatehouse.common.peer;
