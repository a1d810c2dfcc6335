// SPDX-License-Identifier: Apache-2.0
/** The checks that a request must pass before it reaches a resource. */
package io.gatehouse.common.web.admission;
