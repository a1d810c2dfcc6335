// SPDX-License-Identifier: Apache-2.0
/** JSON as every body and log line has it: one mapper, one set of limits. */
package io.gatehouse.common.web.json;
