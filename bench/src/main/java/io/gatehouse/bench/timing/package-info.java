// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code bench timing}: whether the time of an answer tells what the answer does not
 * say, such as whether there is an account.
 */
package io.gatehouse.bench.timing;
