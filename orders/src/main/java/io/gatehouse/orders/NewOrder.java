// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static java.util.Objects.requireNonNullElse;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.web.parameter.OneLine;
import io.gatehouse.common.web.parameter.ProviderToken;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The request body with which products places an order; the same id again changes nothing. */
record NewOrder(
        @NotNull UUID orderId,
        @NotNull UUID customerId,
        @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid Line> lines,
        @NotNull @Valid Amount total,
        @NotNull @Valid Payment payment) {

    NewOrder {
        // Not List.copyOf, which fails on a null element: validation reports it.
        lines = lines == null ? null : Collections.unmodifiableList(new ArrayList<>(lines));
    }

    Order toOrder(Instant now) {
        List<OrderLine> bought = lines.stream().map(Line::toOrderLine).toList();
        Money agreed = total.toMoney();
        if (!sum(bought).equals(agreed)) {
            throw ruleBroken("must be the sum of the lines");
        }
        return new Order(
                orderId,
                customerId,
                OrderStatus.PENDING,
                bought,
                agreed,
                payment.method(),
                0,
                now,
                now);
    }

    private static Money sum(List<OrderLine> lines) {
        try {
            return lines.stream().map(OrderLine::total).reduce(Money.euro(0), Money::plus);
        } catch (ArithmeticException overflow) {
            throw ruleBroken("is more than can be counted");
        }
    }

    private static ProblemException ruleBroken(String message) {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The order breaks a rule.")
                .withError("total", message);
    }

    /** One product to order. */
    record Line(
            @NotNull UUID productId,
            @NotNull @Size(min = 1, max = 200) @OneLine String name,
            @NotNull @Min(1) @Max(100) Integer quantity,
            @NotNull @Valid Amount unitPrice) {
        private OrderLine toOrderLine() {
            return new OrderLine(productId, name, quantity, unitPrice.toMoney());
        }
    }

    /** Money in a request, before validation. */
    record Amount(
            @NotNull @Min(0) Long amount,
            @NotNull @Pattern(regexp = Money.EUR, message = "must be EUR") String currency) {
        private Money toMoney() {
            return new Money(amount, currency);
        }
    }

    /**
     * The means of payment.
     *
     * @param source what is charged, a token of the payment provider and never a card number
     */
    record Payment(
            @NotNull @Pattern(regexp = "card", message = "must be card") String method,
            Optional<@ProviderToken String> source) {
        Payment {
            source = requireNonNullElse(source, Optional.empty());
        }

        /** The source, in a form that is never shown. */
        Optional<Secret> secretSource() {
            return source.map(Secret::new);
        }

        @Override
        public String toString() {
            return "Payment[method=" + method + "]";
        }
    }
}
