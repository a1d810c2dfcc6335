// SPDX-License-Identifier: Apache-2.0
/** Who calls: the user the gateway names in headers, and the workload that is connected. */
package io.gatehouse.common.web.caller;
