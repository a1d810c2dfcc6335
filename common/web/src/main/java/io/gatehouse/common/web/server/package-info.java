// SPDX-License-Identifier: Apache-2.0
/** The main class of a service, its HTTP server, and the mapping of errors to problems. */
package io.gatehouse.common.web.server;
