// SPDX-License-Identifier: Apache-2.0
/** A payment provider as a third party would run it: the program, its server and its routes. */
package io.gatehouse.provider;
