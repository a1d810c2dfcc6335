// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.Optional;

/**
 * The request body to add or change a product.
 *
 * @param stock units in stock; when absent, the count of the shop stays
 */
public record ProductChange(String name, String description, Money price, Optional<Long> stock) {}
