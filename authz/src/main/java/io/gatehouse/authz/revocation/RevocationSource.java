// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz.revocation;

import java.io.IOException;
import java.io.InputStream;

/** Where revocations come from. */
public interface RevocationSource {
    /** The entries after a revision; 0 for all. */
    RevocationPage after(long revision) throws IOException;

    /** An endless stream of server-sent events that begins after a revision. */
    InputStream stream(long revision) throws IOException;
}
