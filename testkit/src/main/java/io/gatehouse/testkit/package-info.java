// SPDX-License-Identifier: Apache-2.0
/** Fixtures that the tests of all services share. */
package io.gatehouse.testkit;
