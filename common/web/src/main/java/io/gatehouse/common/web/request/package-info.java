// SPDX-License-Identifier: Apache-2.0
/** One request: what is known of it while it runs, and the one log line it leaves. */
package io.gatehouse.common.web.request;
