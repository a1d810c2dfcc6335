// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gatehouse.common.web.json.Json;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What the provider says of a charge or refund, read with suspicion: any doubt is no outcome. */
public record ProviderAnswer(JsonNode body) {
    static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,100}");
    static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,64}");
    private static final String KEY_REUSED = "idempotency_key_reused";

    /** Reads JSON; what is none says nothing. */
    static ProviderAnswer read(byte[] json) {
        try {
            return new ProviderAnswer(Json.mapper().readTree(json));
        } catch (IOException notJson) {
            return new ProviderAnswer(MissingNode.getInstance());
        }
    }

    /** The key under which the charge or refund was made, if it is one of ours. */
    public Optional<UUID> key() {
        try {
            return Optional.of(UUID.fromString(body.path("key").asText()));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Whether this is about the charge or refund that was made with the key. */
    boolean isOf(UUID key) {
        return key().filter(key::equals).isPresent();
    }

    /** The outcome of a charge. */
    public ChargeOutcome charge() {
        return switch (body.path("status").asText()) {
            case "succeeded" ->
                    id().<ChargeOutcome>map(ChargeOutcome.Charged::new)
                            .orElseGet(ChargeOutcome.Unknown::new);
            case "declined" ->
                    new ChargeOutcome.Declined(text("/declineCode", CODE).orElse("card_declined"));
            default -> new ChargeOutcome.Unknown();
        };
    }

    /** The outcome of a refund. */
    public RefundOutcome refund() {
        return body.path("status").asText().equals("succeeded")
                ? id().<RefundOutcome>map(RefundOutcome.Refunded::new)
                        .orElseGet(RefundOutcome.Unknown::new)
                : new RefundOutcome.Unknown();
    }

    /** The code of an error that is final; a key used for something else is a fault of ours. */
    Optional<String> finalError() {
        return text("/error/code", CODE).filter(code -> !code.equals(KEY_REUSED));
    }

    private Optional<String> id() {
        return text("/id", ID);
    }

    private Optional<String> text(String at, Pattern form) {
        return Optional.of(body.at(at).asText()).filter(text -> form.matcher(text).matches());
    }
}
