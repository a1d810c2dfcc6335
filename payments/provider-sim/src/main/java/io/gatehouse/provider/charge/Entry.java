// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/**
 * One change of the state; each is a line of the journal, so that it happens whole or not at all.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Charged.class, name = "charged"),
    @JsonSubTypes.Type(value = Entry.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = Entry.Refunded.class, name = "refunded"),
    @JsonSubTypes.Type(value = Entry.Acknowledged.class, name = "acknowledged")
})
sealed interface Entry {
    /** The entry as a line of the log, without anything of the merchant's. */
    String text();

    /** A charge was made; there is an event unless it is processing. */
    record Charged(ChargeRequest request, Charge charge, Optional<Event> event) implements Entry {
        @Override
        public String text() {
            return "charge " + charge.id() + " is " + charge.status();
        }
    }

    /** The bank answered about a charge that was processing. */
    record Decided(Charge charge, Event event) implements Entry {
        @Override
        public String text() {
            return "charge " + charge.id() + " is " + charge.status();
        }
    }

    /** A refund was made. */
    record Refunded(RefundRequest request, Refund refund, Event event) implements Entry {
        @Override
        public String text() {
            return "refund " + refund.id() + " of charge " + refund.charge() + " is made";
        }
    }

    /** The merchant took an event. */
    record Acknowledged(String event) implements Entry {
        @Override
        public String text() {
            return "event " + event + " is taken";
        }
    }
}
