// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.web.parameter.PageQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.regex.Pattern;

/**
 * A query of the catalogue: a page and a search text.
 *
 * @param search part of a name or description; empty matches all
 */
record CatalogueQuery(PageQuery page, String search) {
    private static final Pattern WILDCARD = Pattern.compile("[\\\\%_]");

    static CatalogueQuery of(MultivaluedMap<String, String> parameters) {
        return new CatalogueQuery(PageQuery.of(parameters), PageQuery.search(parameters));
    }

    /** The query as text, another for each query. */
    String text() {
        return page.limit() + ":" + page.after().encode() + ":" + search;
    }

    /** The LIKE pattern that contains the search text, with its wildcards escaped. */
    String pattern() {
        return "%" + WILDCARD.matcher(search).replaceAll("\\\\$0") + "%";
    }
}
