// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.idp.token.AccessTokens;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;

/**
 * The column with the audiences of a grant, separated by spaces. It is empty in rows of instances
 * that knew the gate alone.
 */
public final class AudienceColumn {

    private AudienceColumn() {}

    public static String text(List<String> audiences) {
        return String.join(" ", audiences);
    }

    /** The audiences in the column {@code audiences} of a row. */
    public static List<String> read(Tuple row) {
        return Optional.ofNullable(row.get("audiences", String.class))
                .map(text -> List.of(text.split(" ")))
                .orElse(List.of(AccessTokens.AUDIENCE));
    }
}
