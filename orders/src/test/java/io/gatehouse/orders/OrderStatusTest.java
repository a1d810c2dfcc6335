// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderStatusTest {
    @ParameterizedTest
    @EnumSource
    void isUnfinishedWhenAnyStateThenExactlyThoseAWorkerPicksUp(OrderStatus status) {
        Set<OrderStatus> unfinished = Set.of(OrderStatus.PENDING, OrderStatus.CANCELLING);

        assertThat(status.isUnfinished()).isEqualTo(unfinished.contains(status));
    }
}
