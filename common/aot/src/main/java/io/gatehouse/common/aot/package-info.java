// SPDX-License-Identifier: Apache-2.0
/** The program that creates the JVM's AOT caches of services. */
package io.gatehouse.common.aot;
