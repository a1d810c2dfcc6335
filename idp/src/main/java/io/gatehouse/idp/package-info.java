// SPDX-License-Identifier: Apache-2.0
/** The identity provider: who somebody is, and for how long that is believed. */
package io.gatehouse.idp;
