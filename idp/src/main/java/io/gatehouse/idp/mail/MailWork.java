// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import io.gatehouse.common.sql.outbox.OutboxDelivery;

/** What is done off the path of a request, to send a mail or before it. */
public interface MailWork extends OutboxDelivery {

    /** The topic of its messages, one of those of {@link SealedMessages}. */
    String topic();
}
