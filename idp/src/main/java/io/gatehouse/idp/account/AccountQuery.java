// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import io.gatehouse.common.web.parameter.PageQuery;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Locale;

/**
 * Which accounts are asked for.
 *
 * @param part of the user name, in lower case; empty finds everybody
 */
public record AccountQuery(PageQuery page, String part) {

    /** Reads the query of a request; what cannot be one names its parameter. */
    public static AccountQuery of(MultivaluedMap<String, String> parameters) {
        return new AccountQuery(
                PageQuery.of(parameters), PageQuery.search(parameters).toLowerCase(Locale.ROOT));
    }
}
