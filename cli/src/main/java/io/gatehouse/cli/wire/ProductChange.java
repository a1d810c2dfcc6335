// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.Optional;

/**
 * What an administrator writes about a product.
 *
 * @param stock how many there are; absent, the shop goes on counting
 */
public record ProductChange(String name, String description, Money price, Optional<Long> stock) {}
