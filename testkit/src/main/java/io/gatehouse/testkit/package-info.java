// SPDX-License-Identifier: Apache-2.0
/** What the tests of several modules need, written once; it knows no service. */
package io.gatehouse.testkit;
