// SPDX-License-Identifier: Apache-2.0
/**
 * What must behave the same at the door of every service: who may call, how errors look, how lists
 * are paged, what is logged; how it calls another's door; and how its settings are read.
 */
package io.gatehouse.common.web;
