// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderMoveTest {

    /** Rows are where an order is, columns where it may go. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    FROM       | PENDING | PAID | DECLINED | CANCELLING | CANCELLED
                    PENDING    | -       | PAY  | DECLINE  | -          | -
                    PAID       | -       | -    | -        | CANCEL     | -
                    DECLINED   | -       | -    | -        | -          | -
                    CANCELLING | -       | KEEP | -        | -          | REFUND
                    CANCELLED  | -       | -    | -        | -          | -
                    """)
    void movesWhenAnyPairOfStatesThenThoseOfTheTableAndNoOther(
            OrderStatus from,
            String pending,
            String paid,
            String declined,
            String cancelling,
            String cancelled) {
        assertThat(between(from, OrderStatus.PENDING)).isEqualTo(pending);
        assertThat(between(from, OrderStatus.PAID)).isEqualTo(paid);
        assertThat(between(from, OrderStatus.DECLINED)).isEqualTo(declined);
        assertThat(between(from, OrderStatus.CANCELLING)).isEqualTo(cancelling);
        assertThat(between(from, OrderStatus.CANCELLED)).isEqualTo(cancelled);
    }

    @ParameterizedTest
    @EnumSource
    void refusalsWhenMovedThenOneMoreOnlyIfTheRefundWasRefused(OrderMove move) {
        assertThat(move.refusals(2)).isEqualTo(move == OrderMove.KEEP ? 3 : 2);
    }

    @Test
    void movesWhenAnyStateThenAnUnfinishedOneHasAWayOn() {
        assertThat(OrderStatus.values())
                .filteredOn(OrderStatus::isUnfinished)
                .allSatisfy(status ->
                        assertThat(OrderMove.values()).anyMatch(move -> move.from() == status));
    }

    private static String between(OrderStatus from, OrderStatus to) {
        return Arrays.stream(OrderMove.values())
                .filter(move -> move.from() == from && move.to() == to)
                .map(OrderMove::name)
                .reduce((one, other) -> one + " " + other)
                .orElse("-");
    }
}
