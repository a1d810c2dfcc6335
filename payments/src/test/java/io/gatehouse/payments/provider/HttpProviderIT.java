// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.payments.Secrets;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.Json;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import java.lang.management.ManagementFactory;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jboss.weld.contexts.CreationalContextImpl;
import org.junit.jupiter.api.Test;

/** A provider that speaks JSON over HTTP. */
@HelidonTest(resetPerTest = true)
class HttpProviderIT extends ProviderContract {
    private static final int OFTEN = 100;

    /** The line of a class histogram that counts what the container keeps for each instance. */
    private static final Pattern CONTEXTS =
            Pattern.compile(
                    "(?m)^ *\\d+: +(\\d+) .* " + CreationalContextImpl.class.getName() + "$");

    @Override
    String source() {
        return "tok_ok";
    }

    @Override
    Reply reply(Said said) {
        return switch (said) {
            case SUCCEEDED -> json(200, "{'id':'id_1','key':'KEY','status':'succeeded','new':1}");
            case DECLINED -> declined("KEY", "expired_card");
            case DECLINED_FOR_A_REASON_THAT_IS_NO_CODE -> declined("KEY", "<b>");
            case PROCESSING -> json(202, "{'id':'id_1','key':'KEY','status':'processing'}");
            case OF_A_NEW_STATUS -> json(200, "{'id':'id_1','key':'KEY','status':'new'}");
            case WITHOUT_A_STATUS -> json(200, "{'id':'id_1','key':'KEY'}");
            case SUCCEEDED_UNDER_ANOTHER_KEY ->
                    json(200, "{'id':'id_1','key':'another','status':'succeeded'}");
            case SUCCEEDED_UNDER_NO_KEY -> json(200, "{'id':'id_1','status':'succeeded'}");
            case DECLINED_UNDER_ANOTHER_KEY -> declined("another", "expired_card");
            case WITH_AN_ID_THAT_IS_NONE ->
                    json(200, "{'id':'id 1','key':'KEY','status':'succeeded'}");
            case WITHOUT_AN_ID -> json(200, "{'key':'KEY','status':'succeeded'}");
            case MALFORMED -> error(400, "bad_amount");
            case UNKNOWN_SOURCE -> error(422, "unknown_source");
            case UNAUTHORIZED -> error(401, "unauthorized");
            case FORBIDDEN -> error(403, "forbidden");
            case NOT_FOUND -> error(404, "not_found");
            case KEY_REUSED -> error(422, "idempotency_key_reused");
            case REDIRECT -> json(301, "{'id':'id_1','key':'KEY','status':'succeeded'}");
        };
    }

    @Override
    Reply reply(SaidOfRefund said) {
        return switch (said) {
            case SUCCEEDED -> json(200, "{'id':'id_2','key':'KEY','status':'succeeded'}");
            case PENDING -> json(202, "{'id':'id_2','key':'KEY','status':'pending'}");
            case OF_A_NEW_STATUS -> json(200, "{'id':'id_2','key':'KEY','status':'new'}");
            case SUCCEEDED_UNDER_ANOTHER_KEY ->
                    json(200, "{'id':'id_2','key':'another','status':'succeeded'}");
            case WITHOUT_AN_ID -> json(200, "{'key':'KEY','status':'succeeded'}");
            case TOO_MUCH -> error(422, "too_much");
            case NO_SUCH_CHARGE -> error(404, "no_such_charge");
            case NOT_FOUND_BY_SOMEBODY_BETWEEN -> json(404, "of somebody between");
            case UNAUTHORIZED -> error(401, "unauthorized");
            case KEY_REUSED -> error(422, "idempotency_key_reused");
        };
    }

    @Override
    void sayThatItIsFound() {
        say(reply(Said.SUCCEEDED));
    }

    @Override
    void sayThatItIsUnheardOf() {
        say(error(404, "not_found"));
    }

    @Override
    void sayThatTheRefundIsFound() {
        say(reply(SaidOfRefund.SUCCEEDED));
    }

    @Override
    void sayThatTheRefundIsUnheardOf() {
        sayThatItIsUnheardOf();
    }

    @Test
    void chargeWhenSentThenWithTheKeysAndNoMore() {
        say(reply(Said.SUCCEEDED));

        provider.charge(charge());

        FakeServer.Request sent = sent().getFirst();
        assertThat(sent.call()).isEqualTo("POST /v1/charges");
        assertThat(sent.header("Authorization")).contains("Bearer " + Secrets.PROVIDER_KEY);
        assertThat(sent.header("Idempotency-Key")).contains(key.toString());
        assertThat(Json.read(sent.body()))
                .isEqualTo(
                        Json.read(
                                """
                                {"amount":1299,"currency":"EUR","source":"tok_ok","reference":"mug & spoon"}
                                """));
    }

    @Test
    void findWhenSentThenByTheKey() {
        sayThatItIsFound();
        provider.findCharge(key);
        sayThatTheRefundIsFound();
        provider.findRefund(refund());

        assertThat(sent())
                .extracting(FakeServer.Request::call)
                .containsExactly("GET /v1/charges?key=" + key, "GET /v1/refunds?key=" + key);
    }

    /** An interceptor of a library once kept an object of each call, until the memory was full. */
    @Test
    void chargeWhenOftenThenNothingOfTheCallsStays() throws JMException {
        chargeOften();
        long before = keptByTheContainer();

        chargeOften();

        assertThat(before).isPositive();
        assertThat(keptByTheContainer() - before).isLessThan(OFTEN / 2);
    }

    private void chargeOften() {
        for (int i = 0; i < OFTEN; i++) {
            say(reply(Said.SUCCEEDED));
            provider.charge(charge());
        }
    }

    /** How many objects in use the container knows as instances of beans. */
    private static long keptByTheContainer() throws JMException {
        Object histogram =
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                "gcClassHistogram",
                                new Object[] {new String[0]},
                                new String[] {String[].class.getName()});
        return CONTEXTS.matcher(histogram.toString())
                .results()
                .map(line -> line.group(1))
                .mapToLong(Long::parseLong)
                .sum();
    }

    private Reply declined(String of, String code) {
        return json(402, "{'key':'" + of + "','status':'declined','declineCode':'" + code + "'}");
    }

    private Reply error(int status, String code) {
        return json(status, "{'error':{'code':'" + code + "'}}");
    }
}
