// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** What an administrator writes about a product. */
public record ProductChange(String name, String description, Money price, long stock) {}
