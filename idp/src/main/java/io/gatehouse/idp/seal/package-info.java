// SPDX-License-Identifier: Apache-2.0
/** The keys for secrets at rest, and for lookups of what is encrypted. */
package io.gatehouse.idp.seal;
