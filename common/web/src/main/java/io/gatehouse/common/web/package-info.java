// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP side that all services share: admission of callers, problems, paging, the request log,
 * the configuration, and the server itself.
 */
package io.gatehouse.common.web;
