// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import java.util.List;
import java.util.Optional;

/**
 * Charges, newest first.
 *
 * @param next what {@code after} is for the page that follows, if one does
 */
public record ChargePage(List<Charge> items, Optional<String> next) {
    public ChargePage {
        items = List.copyOf(items);
    }
}
