// SPDX-License-Identifier: Apache-2.0
/**
 * What must behave the same at the door of every service: who may call, how errors look, what is
 * logged.
 */
package io.gatehouse.common.web;
