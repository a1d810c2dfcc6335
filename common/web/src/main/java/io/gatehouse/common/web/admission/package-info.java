// SPDX-License-Identifier: Apache-2.0
/** What a request must satisfy before a resource sees it. */
package io.gatehouse.common.web.admission;
