// SPDX-License-Identifier: Apache-2.0
/** The events that the provider sends: each is verified, taken once, and decides what is open. */
package io.gatehouse.payments.webhook;
