// SPDX-License-Identifier: Apache-2.0
/** The documents of the system: the API document, its viewer, a page for each problem. */
package io.gatehouse.idp.documents;
