// SPDX-License-Identifier: Apache-2.0
/** The program of a service: its start, its HTTP server, and how that server answers errors. */
package io.gatehouse.common.web.server;
