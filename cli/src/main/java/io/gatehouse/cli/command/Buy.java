// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Answer;
import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.gate.RetryPolicy;
import io.gatehouse.cli.screen.Screen;
import io.gatehouse.cli.wire.OpenPurchase;
import io.gatehouse.cli.wire.Order;
import io.gatehouse.cli.wire.Purchase;
import java.time.Duration;
import java.util.Optional;
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
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int MOST_LOOKS = 20;
    private static final Duration A_WHILE = Duration.ofSeconds(1);

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
            names = "--source",
            paramLabel = "TOKEN",
            description =
                    "What is charged: a token of the payment provider, tok_ and so on, never a"
                            + " card number. Else what the shop charges by itself.")
    private String source;

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
                Call.post("/products/" + id + "/buy", new Purchase(quantity, payment()))
                        .with("Idempotency-Key", once)
                        .in(RetryPolicy.REPEATABLE);
        try {
            Answer answer = followed(call, context.signedIn().send(call));
            context.show(answer, () -> show(answer, id, once));
        } catch (Failure failure) {
            if (leavesOutcomeOpen(failure) && !context.connection().json()) {
                tellHowToRepeat(id, once);
            }
            throw failure;
        }
    }

    private Purchase.Payment payment() {
        return new Purchase.Payment(method, Optional.ofNullable(source));
    }

    /** The final answer to a purchase, or the open purchase when it stays open for long. */
    private Answer followed(Call call, Answer answer) {
        if (answer.status() != ACCEPTED) {
            return answer;
        }
        Call look =
                Call.get("/purchases/" + answer.as(OpenPurchase.class).id())
                        .in(RetryPolicy.REPEATABLE);
        Answer open = answer;
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            rest(open);
            open = context.signedIn().send(look);
            if (!open.as(OpenPurchase.class).isOpen()) {
                // The same key again: the answer, a refusal too, is the one it would have been.
                return context.signedIn().send(call);
            }
        }
        return open;
    }

    private void rest(Answer answer) {
        try {
            context.environment().sleeper().sleep(answer.retryAfter().orElse(A_WHILE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Unreachable("Interrupted while the purchase was open.", e);
        }
    }

    private void show(Answer answer, String id, String once) {
        if (answer.status() != CREATED) {
            context.screen().line("The purchase takes longer. This shows what became of it:");
            context.screen().line("  " + repetition(id, once));
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
        Screen screen = context.screen();
        screen.remark(
                "It is not known whether the purchase was made. This asks without buying twice:");
        screen.remarkToCopy("  " + repetition(id, once));
    }

    private String repetition(String id, String once) {
        String paid = payment().source().map(token -> " --source=" + token).orElse("");
        return context.invocation()
                .of(
                        "buy %s --quantity %d --method %s%s --key=%s"
                                .formatted(id, quantity, method, paid, once));
    }
}
