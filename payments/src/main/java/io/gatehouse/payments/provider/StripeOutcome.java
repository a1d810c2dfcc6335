// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Stripe says of a charge or refund, read with suspicion: any doubt is no outcome. */
final class StripeOutcome {
    /** The name of our key in the metadata of what we make. */
    static final String KEY = "gatehouse_key";

    /** Errors of the card, and of what was asked; the others are Stripe's, or of our key's use. */
    private static final Set<String> FINAL = Set.of("card_error", "invalid_request_error");

    private static final int BAD_REQUEST = 400;
    private static final int PAYMENT_REQUIRED = 402;
    private static final int NOT_FOUND = 404;

    private StripeOutcome() {}

    /** The outcome of the charge with our key; empty if this is not it. */
    static Optional<ChargeOutcome> of(PaymentIntent intent, UUID key) {
        return isOf(intent.getMetadata(), key) ? Optional.of(charge(intent)) : Optional.empty();
    }

    /** The outcome of the refund with our key; empty if this is not it. */
    static Optional<RefundOutcome> of(Refund refund, UUID key) {
        return isOf(refund.getMetadata(), key) ? Optional.of(refund(refund)) : Optional.empty();
    }

    /** The outcome of a charge that Stripe answered with an error; empty if it tells none. */
    static Optional<ChargeOutcome> ofCharge(StripeException error, UUID key) {
        return finalError(error, Set.of(BAD_REQUEST, PAYMENT_REQUIRED))
                .filter(said -> isOf(said, key))
                .map(StripeOutcome::declined);
    }

    /** The outcome of a refund that Stripe answered with an error; empty if it tells none. */
    static Optional<RefundOutcome> ofRefund(StripeException error) {
        return finalError(error, Set.of(BAD_REQUEST, NOT_FOUND))
                .map(said -> new RefundOutcome.Refused(code(said)));
    }

    /**
     * Whether no attempt to charge is known of an intent: it is being made, or its making ended
     * midway. It tells no more than if there were none.
     */
    static boolean isUntried(PaymentIntent intent) {
        return intent.getStatus() != null
                && switch (intent.getStatus()) {
                    case "requires_confirmation" -> true;
                    case "requires_payment_method" -> failure(intent).isEmpty();
                    default -> false;
                };
    }

    // Nobody can authenticate, and nobody tries the intent again: what requires it has failed.
    private static ChargeOutcome charge(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded" ->
                    text(intent.getId(), ProviderAnswer.ID)
                            .<ChargeOutcome>map(ChargeOutcome.Charged::new)
                            .orElseGet(ChargeOutcome.Unknown::new);
            case "requires_payment_method" ->
                    failure(intent)
                            .map(StripeOutcome::declined)
                            .orElseGet(ChargeOutcome.Unknown::new);
            case "requires_action" -> new ChargeOutcome.Declined("authentication_required");
            case "canceled" -> new ChargeOutcome.Declined("canceled");
            case null, default -> new ChargeOutcome.Unknown();
        };
    }

    private static RefundOutcome refund(Refund refund) {
        return switch (refund.getStatus()) {
            case "succeeded" ->
                    text(refund.getId(), ProviderAnswer.ID)
                            .<RefundOutcome>map(RefundOutcome.Refunded::new)
                            .orElseGet(RefundOutcome.Unknown::new);
            case "failed", "canceled" ->
                    new RefundOutcome.Refused(
                            text(refund.getFailureReason(), ProviderAnswer.CODE)
                                    .orElse(refund.getStatus()));
            case null, default -> new RefundOutcome.Unknown();
        };
    }

    private static ChargeOutcome declined(StripeError error) {
        return new ChargeOutcome.Declined(code(error));
    }

    private static Optional<StripeError> failure(PaymentIntent intent) {
        return Optional.ofNullable(intent.getLastPaymentError()).filter(StripeOutcome::isFinal);
    }

    private static Optional<StripeError> finalError(StripeException error, Set<Integer> statuses) {
        return Optional.ofNullable(error.getStripeError())
                .filter(_ -> statuses.contains(error.getStatusCode()))
                .filter(StripeOutcome::isFinal);
    }

    private static boolean isFinal(StripeError error) {
        return error.getType() != null && FINAL.contains(error.getType());
    }

    /** An error may come without an intent, when nothing was made. */
    private static boolean isOf(StripeError error, UUID key) {
        return error.getPaymentIntent() == null
                || isOf(error.getPaymentIntent().getMetadata(), key);
    }

    private static boolean isOf(Map<String, String> metadata, UUID key) {
        return metadata != null && key.toString().equals(metadata.get(KEY));
    }

    private static String code(StripeError error) {
        return Stream.of(error.getDeclineCode(), error.getCode())
                .flatMap(code -> text(code, ProviderAnswer.CODE).stream())
                .findFirst()
                .orElse("card_error".equals(error.getType()) ? "card_declined" : "invalid_request");
    }

    private static Optional<String> text(String text, Pattern form) {
        return Optional.ofNullable(text).filter(found -> form.matcher(found).matches());
    }
}
