// SPDX-License-Identifier: Apache-2.0
/** The answers that say what went wrong (RFC 9457), and the one exception that carries them. */
package io.gatehouse.common.web.problem;
