// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.web.problem;

import static java.util.Objects.requireNonNull;

/**
 * The violation of one rule by one field of a request.
 *
 * @param field path of the field in the body, such as {@code price.amount}, or a header's name
 * @param message what the field must be, never its value
 */
public record FieldError(String field, String message) {
    public FieldError {
        requireNonNull(field, "field");
        requireNonNull(message, "message");
    }
}
