// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** An amount in minor units of a currency, as the services write it. */
public record Money(long amount, String currency) {}
