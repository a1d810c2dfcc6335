// SPDX-License-Identifier: Apache-2.0
/** The context of one request while it runs, and its one log line. */
package io.gatehouse.common.web.request;
