// SPDX-License-Identifier: Apache-2.0
/** What crosses the wire or lies on the disk: JSON, and the errors of the API. */
package io.gatehouse.provider.wire;
