// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.RetryPolicy;
import io.gatehouse.cli.screen.Screen;
import io.gatehouse.cli.wire.Order;
import io.gatehouse.cli.wire.PendingOrder;
import io.gatehouse.cli.wire.Purchase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Buys a product. The idempotency key makes it one purchase, however often the request is sent. */
@Command(
        name = "buy",
        description = {
            "Buy a product.",
            "When the connection is lost the purchase is repeated under the same key, which the"
                    + " shop carries out once."
        })
public final class Buy implements Runnable {

    private final CommandContext context;

    @Mixin private ProductParameter product;

    @Option(names = "--quantity", paramLabel = "N", defaultValue = "1", description = "How many.")
    private int quantity;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "card",
            description = "The means of payment: card.")
    private String method;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "Repeat the purchase that was made under this key, or make it; 16 to 64"
                            + " letters, digits, - and _. Else a fresh one.")
    private String key;

    public Buy(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        String id = product.id(context);
        String once = key == null ? context.freshKey() : key;
        Call call =
                Call.post(
                                "/products/" + id + "/buy",
                                new Purchase(quantity, new Purchase.Payment(method)))
                        .with("Idempotency-Key", once)
                        .in(RetryPolicy.REPEATABLE);
        try {
            Answer answer = context.signedIn().send(call);
            context.show(answer, () -> show(answer));
        } catch (Failure failure) {
            if (leavesOutcomeOpen(failure) && !context.connection().json()) {
                tellHowToRepeat(id, once);
            }
            throw failure;
        }
    }

    private void show(Answer answer) {
        if (answer.status() == 202) {
            String order = answer.as(PendingOrder.class).orderId();
            String later = context.invocation().of("order " + order);
            context.screen().line("The payment takes longer: " + later);
        } else {
            OrderText.show(context, answer.as(Order.class));
        }
    }

    private static boolean leavesOutcomeOpen(Failure failure) {
        return switch (failure) {
            case Failure.Refused refused ->
                    refused.answer().status() >= 500 || refused.answer().status() == 429;
            case Failure.Unreachable _ -> true;
            case Failure.NotSignedIn _, Failure.Misuse _ -> false;
        };
    }

    private void tellHowToRepeat(String id, String once) {
        String again =
                "buy %s --quantity %d --method %s --key=%s".formatted(id, quantity, method, once);
        Screen screen = context.screen();
        screen.remark(
                "It is not known whether the purchase was made. This asks without buying twice:");
        screen.remarkToCopy("  " + context.invocation().of(again));
    }
}
