// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.web.parameter.PageQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.regex.Pattern;

/**
 * Which part of the catalogue is asked for.
 *
 * @param search part of a name or description; empty finds everything
 */
record CatalogueQuery(PageQuery page, String search) {
    private static final Pattern WILDCARD = Pattern.compile("[\\\\%_]");

    static CatalogueQuery of(MultivaluedMap<String, String> parameters) {
        return new CatalogueQuery(PageQuery.of(parameters), PageQuery.search(parameters));
    }

    /** For LIKE: anything that holds the search text, whose own wildcards mean themselves. */
    String pattern() {
        return "%" + WILDCARD.matcher(search).replaceAll("\\\\$0") + "%";
    }
}
