// SPDX-License-Identifier: Apache-2.0
/** The third party that moves the money: what is asked of it, and its client over HTTP. */
package io.gatehouse.payments.provider;
