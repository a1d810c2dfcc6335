// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import static io.gatehouse.gate.table.TableFile.required;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The YAML structure of {@code problems.yaml}. */
record ProblemsText(
        Map<String, ProblemText> problems, List<ReplyText> gate, List<ReplyText> service) {
    private record ProblemText(int status, String title, String detail) {
        Problem toProblem(String code) {
            return new Problem(
                    code,
                    status,
                    required(title, "title of " + code),
                    required(detail, "detail of " + code));
        }
    }

    private record ReplyText(
            Optional<String> when,
            Optional<String> flag,
            Optional<Integer> status,
            Optional<Integer> from,
            Optional<String> problem,
            Map<String, String> headers) {
        Reply toReply(Map<String, Problem> problems) {
            return new Reply(
                    cause(),
                    problem.map(code -> required(problems.get(code), "problem " + code)),
                    headers == null ? Map.of() : headers);
        }

        private Reply.Cause cause() {
            List<Reply.Cause> causes = new ArrayList<>();
            Stream.of(
                            when.<Reply.Cause>map(Reply.Expression::new),
                            flag.<Reply.Cause>map(Reply.Flag::new),
                            status.<Reply.Cause>map(Reply.Status::new),
                            from.<Reply.Cause>map(Reply.StatusFrom::new))
                    .forEach(cause -> cause.ifPresent(causes::add));
            if (causes.size() != 1) {
                throw new IllegalArgumentException(
                        "a reply has one of when, flag, status and from, not %d of them"
                                .formatted(causes.size()));
            }
            return causes.getFirst();
        }
    }

    Problems toProblems() {
        Map<String, Problem> known = new LinkedHashMap<>();
        required(problems, "problems")
                .forEach((code, text) -> known.put(code, text.toProblem(code)));
        return new Problems(
                List.copyOf(known.values()),
                required(gate, "gate").stream().map(reply -> reply.toReply(known)).toList(),
                required(service, "service").stream().map(reply -> reply.toReply(known)).toList());
    }
}
