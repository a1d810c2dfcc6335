// SPDX-License-Identifier: Apache-2.0
/** The program that makes AOT caches. */
package io.gatehouse.common.aot;
