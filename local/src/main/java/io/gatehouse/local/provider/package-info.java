// SPDX-License-Identifier: Apache-2.0
/** The simulated payment provider, which stands for a third party: a process of its own. */
package io.gatehouse.local.provider;
