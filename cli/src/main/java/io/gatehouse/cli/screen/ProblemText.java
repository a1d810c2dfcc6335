// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.screen;

import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.wire.FieldError;
import io.gatehouse.cli.wire.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Formats a failure for a person, with advice on what to do about it. */
public record ProblemText(Invocation invocation) {

    public List<String> of(Failure failure) {
        return switch (failure) {
            case Failure.Refused refused -> refused(refused);
            case Failure.NotSignedIn away ->
                    List.of(
                            away.getMessage(),
                            "  Sign in: " + invocation.of("login"),
                            "  Open an account: " + invocation.of("register"));
            case Failure.Unreachable lost -> List.of(lost.getMessage());
            case Failure.Misuse misuse -> List.of(misuse.getMessage());
        };
    }

    private List<String> refused(Failure.Refused refused) {
        Problem problem = refused.problem();
        List<String> lines = new ArrayList<>();
        lines.add("%s (%s)".formatted(Text.clean(problem.title()), label(problem)));
        problem.detail()
                .filter(detail -> !detail.equals(problem.title()))
                .ifPresent(detail -> lines.add("  " + Text.clean(detail)));
        for (FieldError error : problem.errors()) {
            lines.add("  - " + Text.clean(error.field()) + ": " + Text.clean(error.message()));
        }
        refused.advice()
                .or(() -> advice(problem, refused.answer().retryAfter()))
                .ifPresent(line -> lines.add("  " + line));
        problem.requestId().ifPresent(id -> lines.add("  Request id: " + Text.clean(id)));
        return List.copyOf(lines);
    }

    private static String label(Problem problem) {
        String code = Text.clean(problem.code());
        return code.isEmpty() ? "" + problem.status() : problem.status() + " " + code;
    }

    private Optional<String> advice(Problem problem, Optional<Duration> wait) {
        return Optional.ofNullable(
                        switch (problem.code()) {
                            case "credentials_invalid" -> "Check the user name and the password.";
                            case "second_factor_required" -> "Send the code as well, with --code.";
                            case "second_factor_invalid" ->
                                    "Wait for the next code, or use a recovery code.";
                            case "account_exists" -> "Choose other ones, or sign in.";
                            case "sold_out" -> "Buy fewer, or something else.";
                            case "idempotency_key_reused" -> "Leave --key out to get a new one.";
                            case "refund_refused" -> "Try again later, or ask the shop.";
                            case "product_exists" -> "Leave --id out to get a new one.";
                            default -> null;
                        })
                .or(() -> byStatus(problem.status(), wait));
    }

    private Optional<String> byStatus(int status, Optional<Duration> wait) {
        return Optional.ofNullable(
                switch (status) {
                    case 401 -> "Sign in: " + invocation.of("login");
                    case 402 -> "Try another means of payment with --source.";
                    case 403 -> "Your account may not do this; an administrator can allow it.";
                    case 404 ->
                            "Check the id: %s, %s"
                                    .formatted(invocation.of("products"), invocation.of("orders"));
                    case 429, 503 -> waiting(wait);
                    case 408, 504 -> "Try again.";
                    case 500 -> "Try again; if it stays, report the request id.";
                    default -> null;
                });
    }

    private static String waiting(Optional<Duration> wait) {
        return wait.map(Duration::toSeconds)
                .map(seconds ->
                        "Wait %d %s, then try again."
                                .formatted(seconds, seconds == 1 ? "second" : "seconds"))
                .orElse("Wait a little, then try again.");
    }
}
