// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import java.time.Instant;
import java.util.List;

/**
 * All revocations after a revision, read at one moment.
 *
 * @param revision the newest revision at that moment
 */
record RevocationPage(long revision, Instant asOf, List<Revocation> entries) {

    RevocationPage {
        entries = List.copyOf(entries);
    }

    /** A page without entries, which proves that the database answered at this moment. */
    static RevocationPage heartbeat(RevocationNotifier.Head head) {
        return new RevocationPage(head.revision(), head.asOf(), List.of());
    }
}
