// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.provider.wire.Refusal;
import io.gatehouse.provider.work.Background;
import io.gatehouse.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CreateRefundTest {
    private final Background background = new Background();
    private Book book;
    private CreateCharge charges;
    private CreateRefund refunds;

    /** Everything goes well. */
    private static final Conditions FAIR =
            new Conditions() {
                @Override
                public void delay() {}

                @Override
                public boolean declines() {
                    return false;
                }
            };

    @BeforeEach
    void open(@TempDir Path data) throws IOException {
        Names names = new Names(new TestClock(), new SecureRandom());
        book = new Book(data);
        DecideCharges bank = new DecideCharges(book, names, FAIR, background, Duration.ofHours(1));
        charges = new CreateCharge(book, names, bank, FAIR);
        refunds = new CreateRefund(book, names, FAIR);
    }

    @AfterEach
    void close() throws IOException {
        background.close();
        book.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 998", "500, 500, 0", "1, 999, 0", "999, 1, 0"})
    void createWhenPartsAddUpThenTheRestIsLeft(long first, long second, long left) {
        Charge charge = charge("charge", 1000, "tok_ok");

        refund("first", charge, first);
        refund("second", charge, second);

        Charge now = book.charge(charge.id()).orElseThrow();
        assertThat(now.refundable()).isEqualTo(left);
        assertThat(now.refunded()).isEqualTo(first + second);
    }

    @ParameterizedTest
    @CsvSource({
        "tok_ok, 1001",
        "tok_processing, 1",
        "tok_card_declined, 1",
    })
    void createWhenMoreThanIsLeftThenRefuses(String source, long amount) {
        Charge charge = charge("charge", 1000, source);

        assertThatThrownBy(() -> refund("refund", charge, amount))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("refund_exceeds_charge"));
        assertThat(book.refundOf("refund")).isEmpty();
        assertThat(book.charge(charge.id()).orElseThrow().refunded()).isZero();
    }

    @Test
    void createWhenChargeIsUnknownThenRefuses() {
        assertThatThrownBy(() -> refunds.create("refund", new RefundRequest("ch_1", 1)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("not_found"));
    }

    private Charge charge(String key, long amount, String source) {
        return charges.create(
                key, new ChargeRequest(amount, "EUR", Source.of(source), Optional.empty()));
    }

    private Refund refund(String key, Charge charge, long amount) {
        return refunds.create(key, new RefundRequest(charge.id(), amount));
    }
}
