// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static java.util.Objects.requireNonNull;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.PaymentIntentService;
import com.stripe.service.PaymentMethodService;
import com.stripe.service.RefundService;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Stripe. A charge is a PaymentIntent that is confirmed as it is made. What is made bears our key
 * twice: as idempotency key, which Stripe keeps for a day, and as metadata, which it keeps for
 * good.
 */
final class StripeProvider implements Provider {
    private static final Logger LOG = System.getLogger(StripeProvider.class.getName());

    /** Of one page, which with its objects of some 2 KiB must fit into an answer. */
    private static final long PAGE = 10;

    private static final String TOKEN = "tok_";

    private final PaymentMethodService methods;
    private final PaymentIntentService intents;
    private final RefundService refunds;

    StripeProvider(ProviderCalls calls) {
        StripeClient client =
                StripeClient.builder()
                        // The connection adds the key; the library never has it.
                        .setAuthenticator(request -> request)
                        .setHttpClient(new StripeTransport(calls))
                        // Retries are those of all calls.
                        .setMaxNetworkRetries(0)
                        .build();
        this.methods = client.v1().paymentMethods();
        this.intents = client.v1().paymentIntents();
        this.refunds = client.v1().refunds();
    }

    @Override
    public ChargeOutcome charge(Charge charge) {
        UUID key = charge.key();
        return ask(
                key,
                () -> StripeOutcome.of(intents.create(intent(charge), under(key.toString())), key),
                error -> StripeOutcome.ofCharge(error, key),
                new ChargeOutcome.Unknown());
    }

    /**
     * A search finds the intents and may miss one for about a minute, in a bad hour for longer.
     * Then the same create is sent again, and its idempotency key leads to the same intent: Stripe
     * keeps the key for a day at least, long after every search knows the intent. A search may also
     * say what an intent was like before, so what it found is read anew.
     */
    @Override
    public Optional<ChargeOutcome> findCharge(UUID key) {
        return ask(
                key,
                () -> Optional.of(likeliest(found(key), key)),
                _ -> Optional.empty(),
                Optional.of(new ChargeOutcome.Unknown()));
    }

    @Override
    public RefundOutcome refund(Refund refund) {
        UUID key = refund.key();
        return ask(
                key,
                () ->
                        StripeOutcome.of(
                                refunds.create(refundOf(refund), under(key.toString())), key),
                StripeOutcome::ofRefund,
                new RefundOutcome.Unknown());
    }

    /** No search knows refunds; the list of those of a charge does, and at once. */
    @Override
    public Optional<RefundOutcome> findRefund(Refund refund) {
        return ask(
                refund.key(),
                () -> Optional.of(found(refund)),
                _ -> Optional.empty(),
                Optional.of(new RefundOutcome.Unknown()));
    }

    private List<PaymentIntent> found(UUID key) throws StripeException {
        String query = "metadata['%s']:'%s'".formatted(StripeOutcome.KEY, key);
        PaymentIntentSearchParams params =
                PaymentIntentSearchParams.builder().setQuery(query).setLimit(PAGE).build();
        List<PaymentIntent> found = new ArrayList<>();
        for (PaymentIntent intent : intents.search(params).getData()) {
            found.add(intents.retrieve(intent.getId()));
        }
        return found;
    }

    /** There is one, unless a first that was never tried is followed by another a day later. */
    private static Optional<ChargeOutcome> likeliest(List<PaymentIntent> found, UUID key) {
        List<ChargeOutcome> outcomes =
                found.stream()
                        .filter(intent -> !StripeOutcome.isUntried(intent))
                        .flatMap(intent -> StripeOutcome.of(intent, key).stream())
                        .toList();
        return outcomes.stream()
                .filter(ChargeOutcome.Charged.class::isInstance)
                .findFirst()
                .or(() -> outcomes.stream().findFirst());
    }

    private Optional<RefundOutcome> found(Refund refund) throws StripeException {
        RefundListParams params =
                RefundListParams.builder().setPaymentIntent(refund.charge()).setLimit(PAGE).build();
        for (com.stripe.model.Refund each : refunds.list(params).autoPagingIterable()) {
            Optional<RefundOutcome> outcome = StripeOutcome.of(each, refund.key());
            if (outcome.isPresent()) {
                return outcome;
            }
        }
        return Optional.empty();
    }

    private PaymentIntentCreateParams intent(Charge charge) throws StripeException {
        return PaymentIntentCreateParams.builder()
                .setAmount(charge.amount().amount())
                .setCurrency(charge.amount().currency().toLowerCase(Locale.ROOT))
                .addPaymentMethodType("card")
                .setPaymentMethod(method(charge))
                .setConfirm(true)
                // The buyer is not asked to authenticate: a card that needs it is declined.
                .setErrorOnRequiresAction(true)
                .setDescription(charge.reference())
                .putMetadata(StripeOutcome.KEY, charge.key().toString())
                .build();
    }

    private static RefundCreateParams refundOf(Refund refund) {
        return RefundCreateParams.builder()
                .setPaymentIntent(refund.charge())
                .setAmount(refund.amount().amount())
                .putMetadata(StripeOutcome.KEY, refund.key().toString())
                .build();
    }

    /** An intent takes a method. A token can be made one once, so that has a key of its own. */
    private String method(Charge charge) throws StripeException {
        String source = charge.source().text();
        if (!source.startsWith(TOKEN)) {
            return source;
        }
        PaymentMethodCreateParams params =
                PaymentMethodCreateParams.builder()
                        .setType(PaymentMethodCreateParams.Type.CARD)
                        .setCard(PaymentMethodCreateParams.Token.builder().setToken(source).build())
                        .build();
        return requireNonNull(methods.create(params, under(charge.key() + "-source")).getId());
    }

    private static RequestOptions under(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    /** A question to Stripe; an empty answer tells no outcome. */
    private interface Question<T> {
        Optional<T> ask() throws StripeException;
    }

    private static <T> T ask(
            UUID key,
            Question<T> question,
            Function<StripeException, Optional<T>> refusal,
            T unknown) {
        try {
            return question.ask().orElseGet(() -> doubt(key, "of something else", unknown));
        } catch (ApiConnectionException noAnswer) {
            return unknown;
        } catch (StripeException error) {
            String said = error.getClass().getSimpleName() + " " + error.getStatusCode();
            return refusal.apply(error).orElseGet(() -> doubt(key, said, unknown));
        } catch (RuntimeException unreadable) {
            // What is not Stripe's makes its library fail in many ways.
            return doubt(key, unreadable.getClass().getSimpleName(), unknown);
        }
    }

    // Not the message: it holds Stripe's answer, which says more than a log may keep.
    private static <T> T doubt(UUID key, String said, T unknown) {
        LOG.log(Level.ERROR, "Stripe''s answer for {0} tells no outcome: {1}", key, said);
        return unknown;
    }
}
