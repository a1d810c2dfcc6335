// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

/** An answer as RFC 9457, whose texts never change. */
public record Problem(String code, int status, String title, String detail) {}
