// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

import java.util.List;
import java.util.Optional;

/**
 * The body of an error response.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457#section-3">RFC 9457, section 3</a>
 */
public record Problem(
        String title,
        int status,
        String code,
        Optional<String> detail,
        Optional<String> requestId,
        List<FieldError> errors) {

    public Problem {
        title = title == null ? "The request was refused" : title;
        code = code == null ? "" : code;
        errors = errors == null ? List.of() : List.copyOf(errors);
    }
}
