// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import io.gatehouse.common.web.parameter.PageQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Locale;

/**
 * A query for a page of accounts.
 *
 * @param part of the user name, in lower case; empty matches all accounts
 */
public record AccountQuery(PageQuery page, String part) {

    /** Parses the query of a request; fails as {@link PageQuery#of} does. */
    public static AccountQuery of(MultivaluedMap<String, String> parameters) {
        return new AccountQuery(
                PageQuery.of(parameters), PageQuery.search(parameters).toLowerCase(Locale.ROOT));
    }
}
