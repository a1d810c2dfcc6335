// SPDX-License-Identifier: Apache-2.0
/** JSON for every body and log line: one mapper, one set of limits. */
package io.gatehouse.common.web.json;
