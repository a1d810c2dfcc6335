// SPDX-License-Identifier: Apache-2.0
/** What the system says of itself: the API document, its viewer, a page for each problem. */
package io.gatehouse.idp.documents;
