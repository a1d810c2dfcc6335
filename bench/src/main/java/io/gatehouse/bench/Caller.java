// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench;

/** One concurrent client of a {@link Load}: it sends its next request after the last response. */
public interface Caller {

    /** Sends one request; true when the response is the expected one. */
    boolean call();
}
