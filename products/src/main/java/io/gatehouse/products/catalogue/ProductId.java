// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.web.ProblemCode;
import io.gatehouse.common.web.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the product id in a path. */
public final class ProductId {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private ProductId() {}

    /** Only the one way in which we write it: a product has one address. */
    public static UUID parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new ProblemException(
                            ProblemCode.INVALID_PARAMETER, "The product id is not valid.")
                    .withError("id", "must be a UUID in lower case");
        }
        return UUID.fromString(text);
    }

    /** The answer for a product that is unknown or no longer sold. */
    public static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no such product.");
    }
}
