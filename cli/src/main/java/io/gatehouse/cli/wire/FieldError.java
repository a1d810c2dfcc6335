// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.wire;

/** The error of one field of a request. */
public record FieldError(String field, String message) {}
