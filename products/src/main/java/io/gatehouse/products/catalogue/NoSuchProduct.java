// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;

/** The 404 problem for a product that is unknown or archived. */
public final class NoSuchProduct {
    private NoSuchProduct() {}

    public static ProblemException problem() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no such product.");
    }
}
