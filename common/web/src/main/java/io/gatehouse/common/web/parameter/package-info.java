// SPDX-License-Identifier: Apache-2.0
/** The parts of a URL that every service parses alike: ids, page sizes, cursors. */
package io.gatehouse.common.web.parameter;
