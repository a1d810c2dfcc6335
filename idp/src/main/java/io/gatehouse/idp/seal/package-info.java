// SPDX-License-Identifier: Apache-2.0
/** Secrets at rest: what is encrypted, and what can be found again without being readable. */
package io.gatehouse.idp.seal;
