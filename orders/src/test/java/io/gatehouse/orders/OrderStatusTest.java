// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTest {
    private static final Map<OrderStatus, Set<OrderStatus>> STEPS =
            Map.of(
                    OrderStatus.PENDING, Set.of(OrderStatus.PAID, OrderStatus.DECLINED),
                    OrderStatus.PAID, Set.of(OrderStatus.CANCELLING),
                    OrderStatus.CANCELLING, Set.of(OrderStatus.CANCELLED),
                    OrderStatus.DECLINED, Set.of(),
                    OrderStatus.CANCELLED, Set.of());

    @ParameterizedTest
    @EnumSource
    void canBecomeWhenAnyPairThenOnlyTheKnownSteps(OrderStatus from) {
        for (OrderStatus to : OrderStatus.values()) {
            assertThat(from.canBecome(to)).isEqualTo(STEPS.get(from).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isUnfinishedWhenAnyStateThenExactlyThoseAWorkerPicksUp(OrderStatus status) {
        Set<OrderStatus> unfinished = Set.of(OrderStatus.PENDING, OrderStatus.CANCELLING);

        assertThat(status.isUnfinished()).isEqualTo(unfinished.contains(status));
    }
}
