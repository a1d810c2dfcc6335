// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import jakarta.mail.internet.MimeMessage;

/** A way by which mails leave. */
interface MailTransport extends AutoCloseable {

    /** Sends a mail; what failed is an outcome and no exception. */
    MailOutcome send(MimeMessage mail);

    @Override
    void close();
}
