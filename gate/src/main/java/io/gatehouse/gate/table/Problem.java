// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

/** A problem that a gateway sends (RFC 9457); its texts are fixed. */
public record Problem(String code, int status, String title, String detail) {}
