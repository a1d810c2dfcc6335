// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.common.web.parameter.Cursor;
import io.gatehouse.common.web.parameter.PageQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/**
 * What one part of this service knows of a person, for an export of it. Each part has its own, so
 * that a new one is not forgotten in a list elsewhere.
 */
public interface PersonalData {

    /** More of one kind than that are paged through where they are listed. */
    int MOST = 2000;

    /** The member of the export that holds it, in camel case. */
    String name();

    /** What there is, newest first, as it is listed elsewhere; in the caller's transaction. */
    List<?> of(StatelessSession database, UUID account);

    /**
     * Walks through pages.
     *
     * @param page the rows of a page, and one more when there is a next one
     * @param place of a row
     * @return at most {@link #MOST}
     */
    static <R> List<R> all(Function<PageQuery, List<R>> page, Function<R, Cursor> place) {
        List<R> all = new ArrayList<>();
        PageQuery query = new PageQuery(100, Cursor.START);
        while (all.size() < MOST) {
            List<R> rows = page.apply(query);
            boolean more = rows.size() > query.limit();
            all.addAll(more ? rows.subList(0, query.limit()) : rows);
            if (!more) {
                break;
            }
            query = new PageQuery(query.limit(), place.apply(all.getLast()));
        }
        return all;
    }
}
