// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

/** Somebody who asks again as soon as the last answer is there. */
interface Caller {

    /** Whether the answer was the expected one. */
    boolean call();
}
