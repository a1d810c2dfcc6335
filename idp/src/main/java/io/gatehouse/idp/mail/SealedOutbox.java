// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gatehouse.common.seal.KeyedHash;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.sql.outbox.Outbox;
import io.gatehouse.common.sql.outbox.OutboxMessage;
import io.gatehouse.common.web.json.Json;
import io.gatehouse.idp.account.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HexFormat;
import org.hibernate.StatelessSession;

/**
 * The messages of the outbox that are about an address: each is sealed, so that the database holds
 * neither addresses nor tokens, and stands in one of a few lanes. While the mail server is away a
 * lane costs one attempt a minute, however many mails wait in it.
 */
@ApplicationScoped
public class SealedOutbox {

    /** Few enough for a server that is away, enough that requests seldom wait for one another. */
    static final int LANES = 32;

    private final Outbox outbox;
    private final SealingKeys keys;
    private final KeyedHash lanes;

    @Inject
    SealedOutbox(Outbox outbox, SealingKeys keys, KeyedHash hash) {
        this.outbox = outbox;
        this.keys = keys;
        this.lanes = hash.purpose("mail-lane");
    }

    /**
     * Adds a message within the caller's transaction.
     *
     * @param topic one of those of {@link SealedMessages}
     * @param content a record, which JSON can hold
     */
    public void add(StatelessSession database, String topic, EmailAddress address, Object content) {
        int lane = Byte.toUnsignedInt(lanes.hash(address.text())[0]) % LANES;
        byte[] sealed = keys.seal(json(content).getBytes(UTF_8), SealedMessages.CONTEXT);
        outbox.add(database, topic, "lane-" + lane, HexFormat.of().formatHex(sealed));
    }

    /** Reads what {@link #add} has sealed. */
    public <T> T read(OutboxMessage message, Class<T> type) {
        byte[] sealed = HexFormat.of().parseHex(message.payload());
        try {
            return Json.mapper().readValue(keys.open(sealed, SealedMessages.CONTEXT), type);
        } catch (IOException e) {
            throw new IllegalStateException("a message about an address cannot be read", e);
        }
    }

    private static String json(Object content) {
        try {
            return Json.mapper().writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message about an address cannot be written", e);
        }
    }
}
