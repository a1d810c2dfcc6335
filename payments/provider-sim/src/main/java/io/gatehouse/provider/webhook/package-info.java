// SPDX-License-Identifier: Apache-2.0
/** Tells the merchant of each event, until it is acknowledged. */
package io.gatehouse.provider.webhook;
