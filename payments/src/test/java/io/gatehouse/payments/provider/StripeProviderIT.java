// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.Stripe;
import io.gatehouse.common.seal.Secret;
import io.gatehouse.payments.Secrets;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.helidon.microprofile.testing.AddConfig;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stripe, as far as it answers what its own mock server never does. */
@HelidonTest(resetPerTest = true)
@AddConfig(key = "payments.provider.kind", value = "stripe")
class StripeProviderIT extends ProviderContract {
    private static final String OURS = "'metadata':{'gatehouse_key':'KEY'}";
    private static final String ANOTHERS = "'metadata':{'gatehouse_key':'another'}";
    private static final String SUCCEEDED = "'status':'succeeded'";

    @Override
    String source() {
        return "pm_card_visa";
    }

    @Override
    Reply reply(Said said) {
        return switch (said) {
            case SUCCEEDED -> json(200, intent(SUCCEEDED, OURS, "'new':{'of':'tomorrow'}"));
            case DECLINED -> declined(OURS, "'code':'expired_card'");
            case DECLINED_FOR_A_REASON_THAT_IS_NO_CODE ->
                    declined(OURS, "'code':'<b>','decline_code':'<b>'");
            case PROCESSING -> json(200, intent("'status':'processing'", OURS));
            case OF_A_NEW_STATUS -> json(200, intent("'status':'new'", OURS));
            case WITHOUT_A_STATUS -> json(200, intent(OURS));
            case SUCCEEDED_UNDER_ANOTHER_KEY -> json(200, intent(SUCCEEDED, ANOTHERS));
            case SUCCEEDED_UNDER_NO_KEY -> json(200, intent(SUCCEEDED));
            case DECLINED_UNDER_ANOTHER_KEY -> declined(ANOTHERS, "'code':'expired_card'");
            case WITH_AN_ID_THAT_IS_NONE ->
                    json(200, "{'id':'id 1'," + SUCCEEDED + "," + OURS + "}");
            case WITHOUT_AN_ID -> json(200, "{" + SUCCEEDED + "," + OURS + "}");
            case MALFORMED -> error(400, "invalid_request_error", "bad_amount");
            case UNKNOWN_SOURCE -> error(400, "invalid_request_error", "unknown_source");
            case UNAUTHORIZED -> error(401, "invalid_request_error", "api_key_expired");
            case FORBIDDEN -> error(403, "invalid_request_error", "more_permissions_required");
            case NOT_FOUND -> error(404, "invalid_request_error", "resource_missing");
            case KEY_REUSED -> error(400, "idempotency_error", "idempotency_key_reused");
            case REDIRECT -> json(301, intent(SUCCEEDED, OURS));
        };
    }

    @Override
    Reply reply(SaidOfRefund said) {
        return switch (said) {
            case SUCCEEDED -> json(200, refund("id_2", SUCCEEDED, OURS));
            case PENDING -> json(200, refund("id_2", "'status':'pending'", OURS));
            case OF_A_NEW_STATUS -> json(200, refund("id_2", "'status':'new'", OURS));
            case SUCCEEDED_UNDER_ANOTHER_KEY -> json(200, refund("id_2", SUCCEEDED, ANOTHERS));
            case WITHOUT_AN_ID -> json(200, "{" + SUCCEEDED + "," + OURS + "}");
            case TOO_MUCH -> error(400, "invalid_request_error", "too_much");
            case NO_SUCH_CHARGE -> error(404, "invalid_request_error", "no_such_charge");
            case NOT_FOUND_BY_SOMEBODY_BETWEEN -> json(404, "of somebody between");
            case UNAUTHORIZED -> error(401, "invalid_request_error", "api_key_expired");
            case KEY_REUSED -> error(400, "idempotency_error", "idempotency_key_reused");
        };
    }

    @Override
    void sayThatItIsFound() {
        say(json(200, search(intent("'status':'requires_payment_method'", OURS))));
        say(reply(Said.SUCCEEDED));
    }

    @Override
    void sayThatItIsUnheardOf() {
        say(json(200, search("")));
    }

    @Override
    void sayThatTheRefundIsFound() {
        say(json(200, list(false, refund("id_2", SUCCEEDED, OURS))));
    }

    @Override
    void sayThatTheRefundIsUnheardOf() {
        say(json(200, list(false, refund("id_3", SUCCEEDED, ANOTHERS))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    requires_action | | | | authentication_required
                    canceled | | | | canceled
                    requires_payment_method | card_error | card_declined | insufficient_funds | insufficient_funds
                    requires_payment_method | card_error | incorrect_cvc | | incorrect_cvc
                    requires_payment_method | card_error | | | card_declined
                    requires_payment_method | invalid_request_error | | | invalid_request
                    requires_payment_method | api_error | card_declined | |
                    requires_payment_method | | | |
                    requires_confirmation | | | |
                    requires_capture | | | |
                    """)
    void chargeWhenTheIntentHasNotSucceededThenDeclinedIfItWasTriedOrIsOver(
            String status, String type, String code, String declineCode, String declined) {
        String failure = "'last_payment_error':{" + codes(type, code, declineCode) + "}";
        say(json(200, intent("'status':'" + status + "'", OURS, failure)));

        assertThat(provider.charge(charge())).isEqualTo(declinedOrUnknown(declined));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    402 | card_error | card_declined | stolen_card | stolen_card
                    402 | card_error | authentication_required | | authentication_required
                    402 | card_error | | | card_declined
                    402 | api_error | card_declined | |
                    402 | | card_declined | |
                    400 | invalid_request_error | amount_too_small | | amount_too_small
                    400 | invalid_request_error | | | invalid_request
                    400 | api_error | amount_too_small | |
                    400 | | amount_too_small | |
                    422 | invalid_request_error | amount_too_small | |
                    """)
    void chargeWhenAnsweredWithAnErrorThenDeclinedIfItIsFinal(
            int status, String type, String code, String declineCode, String declined) {
        say(json(status, "{'error':{" + codes(type, code, declineCode) + "}}"));

        assertThat(provider.charge(charge())).isEqualTo(declinedOrUnknown(declined));
    }

    @ParameterizedTest
    @CsvSource({
        "failed, lost_or_stolen_card, Refused[code=lost_or_stolen_card]",
        "failed, <b>, Refused[code=failed]",
        "canceled, merchant_request, Refused[code=merchant_request]",
        "requires_action, '', Unknown[]"
    })
    void refundWhenItHasNotSucceededThenRefusedIfItIsOver(
            String status, String reason, String outcome) {
        String state = "'status':'" + status + "','failure_reason':'" + reason + "'";
        say(json(200, refund("id_2", state, OURS)));

        assertThat(provider.refund(refund())).hasToString(outcome);
    }

    @Test
    void chargeWhenSentThenWithTheKeysAndNoMore() {
        say(reply(Said.SUCCEEDED));

        provider.charge(charge());

        FakeServer.Request sent = sent().getFirst();
        assertThat(sent.call()).isEqualTo("POST /v1/payment_intents");
        assertThat(sent.header("Authorization")).contains("Bearer " + Secrets.PROVIDER_KEY);
        assertThat(sent.header("Idempotency-Key")).contains(key.toString());
        assertThat(sent.header("Stripe-Version")).contains(Stripe.API_VERSION);
        assertThat(sent.headers().keySet()).noneMatch(name -> name.startsWith("X-"));
        assertThat(sent.toString()).doesNotContain(System.getProperty("java.vendor"));
        assertThat(FakeStripe.form(sent.body()))
                .isEqualTo(
                        Map.of(
                                "amount", "1299",
                                "currency", "eur",
                                "payment_method_types[0]", "card",
                                "payment_method", "pm_card_visa",
                                "confirm", "true",
                                "error_on_requires_action", "true",
                                "description", "mug & spoon",
                                "metadata[gatehouse_key]", key.toString()));
    }

    @Test
    void chargeWhenTheSourceIsATokenThenAMethodIsMadeOfItUnderAKeyOfItsOwn() {
        say(json(200, "{'id':'pm_1','object':'payment_method'}"));
        say(reply(Said.SUCCEEDED));

        assertThat(provider.charge(withAToken())).isEqualTo(new ChargeOutcome.Charged("id_1"));
        FakeServer.Request method = sent().getFirst();
        assertThat(method.call()).isEqualTo("POST /v1/payment_methods");
        assertThat(method.header("Idempotency-Key")).contains(key + "-source");
        assertThat(FakeStripe.form(method.body()))
                .isEqualTo(Map.of("type", "card", "card[token]", "tok_visa"));
        assertThat(FakeStripe.form(sent().getLast().body()))
                .containsEntry("payment_method", "pm_1");
    }

    @Test
    void chargeWhenNoMethodCanBeMadeOfTheTokenThenDeclinedOrOpen() {
        say(error(400, "invalid_request_error", "token_already_used"));
        ChargeOutcome used = provider.charge(withAToken());
        say(declined(OURS, "'code':'incorrect_number'"));
        ChargeOutcome wrong = provider.charge(withAToken());
        say(json(200, "{}"));
        ChargeOutcome nothing = provider.charge(withAToken());

        assertThat(used).isEqualTo(new ChargeOutcome.Declined("token_already_used"));
        assertThat(wrong).isEqualTo(new ChargeOutcome.Declined("incorrect_number"));
        assertThat(nothing).isEqualTo(new ChargeOutcome.Unknown());
        assertThat(sent()).hasSize(3);
    }

    private Provider.Charge withAToken() {
        return new Provider.Charge(key, charge().amount(), new Secret("tok_visa"), "mug");
    }

    @Test
    void refundWhenSentThenWithTheKeysAndNoMore() {
        say(reply(SaidOfRefund.SUCCEEDED));

        provider.refund(refund());

        FakeServer.Request sent = sent().getFirst();
        assertThat(sent.call()).isEqualTo("POST /v1/refunds");
        assertThat(sent.header("Idempotency-Key")).contains(key.toString());
        assertThat(FakeStripe.form(sent.body()))
                .isEqualTo(
                        Map.of(
                                "payment_intent", "id_1",
                                "amount", "500",
                                "metadata[gatehouse_key]", key.toString()));
    }

    @Test
    void findChargeWhenSentThenBySearchForTheKey() {
        sayThatItIsUnheardOf();

        provider.findCharge(key);

        FakeServer.Request sent = sent().getFirst();
        assertThat(sent.target().getPath()).isEqualTo("/v1/payment_intents/search");
        assertThat(FakeStripe.form(sent.target().getRawQuery()))
                .containsEntry("query", "metadata['gatehouse_key']:'" + key + "'");
    }

    /** What a search says of an intent may be old. */
    @ParameterizedTest
    @CsvSource({
        "requires_confirmation, '', Optional.empty",
        "requires_payment_method, '', Optional.empty",
        "requires_payment_method, expired_card, Optional[Declined[code=expired_card]]",
        "processing, '', Optional[Unknown[]]",
        "succeeded, '', Optional[Charged[charge=id_1]]"
    })
    void findChargeWhenSearchedThenWhatTheIntentIsNowDecides(
            String status, String failed, String outcome) {
        String failure =
                failed.isEmpty() ? "null" : "{'type':'card_error','code':'" + failed + "'}";
        say(json(200, search(intent("'status':'requires_confirmation'", OURS))));
        say(json(200, intent("'status':'" + status + "','last_payment_error':" + failure, OURS)));

        assertThat(provider.findCharge(key)).hasToString(outcome);
    }

    @Test
    void findChargeWhenOneWasNeverTriedAndOneSucceededThenCharged() {
        say(json(200, search(intent(SUCCEEDED, OURS) + "," + intent(SUCCEEDED, OURS))));
        say(json(200, intent("'status':'requires_confirmation'", OURS)));
        say(json(200, intent(SUCCEEDED, OURS)));

        assertThat(provider.findCharge(key)).contains(new ChargeOutcome.Charged("id_1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    400 | {'error':{'type':'invalid_request_error','code':'no_search_for_you'}}
                    401 | {'error':{'type':'invalid_request_error'}}
                    404 | {'error':{'type':'invalid_request_error'}}
                    200 | {'object':'search_result'}
                    200 | no JSON
                    """)
    void findWhenRefusedThenUnknownAndNeverUnheardOf(int status, String body) {
        for (int call = 0; call < 2; call++) {
            say(json(status, body));
        }

        assertThat(provider.findCharge(key)).contains(new ChargeOutcome.Unknown());
        assertThat(provider.findRefund(refund())).contains(new RefundOutcome.Unknown());
    }

    @Test
    void findRefundWhenThereAreManyThenReadsOnUntilItIsFound() {
        say(json(200, list(true, refund("id_4", SUCCEEDED, ANOTHERS))));
        say(json(200, list(true, refund("id_2", "'status':'failed'", OURS))));

        assertThat(provider.findRefund(refund())).contains(new RefundOutcome.Refused("failed"));
    }

    @Test
    void logWhenAnAnswerIsInDoubtThenNamesTheKeyAndNothingOfTheAnswer() {
        say(json(200, "{'client_secret':'of-the-buyer','metadata':[7]}"));
        say(error(400, "idempotency_error", "of-the-buyer"));

        try (CapturedLog log = new CapturedLog("")) {
            provider.charge(charge());
            provider.charge(charge());

            assertThat(log.text())
                    .contains(key.toString(), "ApiException", "IdempotencyException 400")
                    .doesNotContain("of-the-buyer");
        }
    }

    private static ChargeOutcome declinedOrUnknown(String declined) {
        return declined == null
                ? new ChargeOutcome.Unknown()
                : new ChargeOutcome.Declined(declined);
    }

    /** The fields of an error that are not left out. */
    private static String codes(String type, String code, String declineCode) {
        return Stream.of(
                        Map.entry("type", Optional.ofNullable(type)),
                        Map.entry("code", Optional.ofNullable(code)),
                        Map.entry("decline_code", Optional.ofNullable(declineCode)))
                .flatMap(field ->
                        field
                                .getValue()
                                .map(value -> "'" + field.getKey() + "':'" + value + "'")
                                .stream())
                .collect(Collectors.joining(","));
    }

    private static String intent(String... fields) {
        return "{'id':'id_1','object':'payment_intent'," + String.join(",", fields) + "}";
    }

    private static String refund(String id, String... fields) {
        return "{'id':'" + id + "','object':'refund'," + String.join(",", fields) + "}";
    }

    private static String search(String intents) {
        return "{'object':'search_result','has_more':false,'data':[" + intents + "]}";
    }

    private static String list(boolean more, String refunds) {
        return "{'object':'list','url':'/v1/refunds','has_more':"
                + more
                + ",'data':["
                + refunds
                + "]}";
    }

    private Reply declined(String of, String codes) {
        String intent = intent("'status':'requires_payment_method'", of);
        return json(
                402,
                "{'error':{'type':'card_error'," + codes + ",'payment_intent':" + intent + "}}");
    }

    private Reply error(int status, String type, String code) {
        return json(status, "{'error':{'type':'" + type + "','code':'" + code + "'}}");
    }
}
