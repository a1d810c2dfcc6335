// SPDX-License-Identifier: Apache-2.0
/** What services read of a request alike: ids, page sizes, cursors, keys, tokens. */
package io.gatehouse.common.web.parameter;
