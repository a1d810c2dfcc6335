// SPDX-License-Identifier: Apache-2.0
/** A service's configuration, read once at start. */
package io.gatehouse.common.web.config;
