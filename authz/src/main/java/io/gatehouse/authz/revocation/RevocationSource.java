// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import java.io.IOException;
import java.io.InputStream;

/** Fetches revocations from idp, for a {@link RevocationFollower}. */
public interface RevocationSource {
    /** Requests the entries after a revision; 0 requests all. */
    RevocationPage after(long revision) throws IOException;

    /** Opens an endless stream of server-sent events with the entries after a revision. */
    InputStream stream(long revision) throws IOException;
}
