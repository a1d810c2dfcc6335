// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.session;

import java.util.List;
import org.hibernate.StatelessSession;

/**
 * Takes note of sessions that somebody or something ends, in the transaction that ends them. A
 * session that runs out is not among them, nor one that its own client ends.
 */
public interface SessionEnds {
    void ended(StatelessSession database, List<EndedSession> sessions);
}
