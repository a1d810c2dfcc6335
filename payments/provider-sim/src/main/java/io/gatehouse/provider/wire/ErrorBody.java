// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.wire;

/** The body of every answer that is an error. */
public record ErrorBody(Reason error) {

    /** What is wrong: a code for programs, a sentence for people. */
    public record Reason(String code, String message) {}

    public static ErrorBody of(String code, String message) {
        return new ErrorBody(new Reason(code, message));
    }
}
