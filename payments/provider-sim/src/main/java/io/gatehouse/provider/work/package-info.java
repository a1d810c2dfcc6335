// SPDX-License-Identifier: Apache-2.0
/** Work beside the requests, and the journal that outlives the process. */
package io.gatehouse.provider.work;
