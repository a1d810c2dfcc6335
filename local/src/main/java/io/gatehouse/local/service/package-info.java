// SPDX-License-Identifier: Apache-2.0
/** The services of the shop as processes: their settings, command lines and AOT caches. */
package io.gatehouse.local.service;
