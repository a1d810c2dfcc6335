// SPDX-License-Identifier: Apache-2.0
/** Problems (RFC 9457): their codes, their JSON form, and the one exception that carries them. */
package io.gatehouse.common.web.problem;
