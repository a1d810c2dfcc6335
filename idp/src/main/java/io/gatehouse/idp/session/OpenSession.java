// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import io.gatehouse.common.web.parameter.Cursor;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A session as its owner sees it.
 *
 * @param client that has it; empty for that of a browser, from which clients' sessions begin
 * @param startedAt when its person signed in
 * @param endsAt when it ends if it is not used any more
 * @param address where that was, as the gate has seen it
 * @param userAgent what the program there called itself, at most 200 characters
 * @param current whether it is that of the caller, or the browser's in which that began
 */
record OpenSession(
        UUID id,
        Optional<String> client,
        Instant startedAt,
        Instant endsAt,
        Optional<String> address,
        Optional<String> userAgent,
        boolean current) {

    Cursor place() {
        return new Cursor(startedAt, id);
    }
}
