// SPDX-License-Identifier: Apache-2.0
/**
 * Slows down whoever guesses passwords. Attempts are counted for each account, each block of
 * addresses and each known device; nobody is ever locked out for good, and an owner who uses a
 * device that has signed in before is not slowed down by others at all.
 */
package io.gatehouse.idp.guessing;
