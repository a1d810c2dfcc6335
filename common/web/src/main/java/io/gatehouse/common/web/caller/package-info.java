// SPDX-License-Identifier: Apache-2.0
/** The identities behind a request: the caller in the gateway's headers, and the peer workload. */
package io.gatehouse.common.web.caller;
