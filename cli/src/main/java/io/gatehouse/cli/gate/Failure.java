// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import io.gatehouse.cli.wire.Problem;
import java.util.Optional;

/** The failure of a command; each kind has an exit code. */
public abstract sealed class Failure extends RuntimeException {

    private Failure(String message, Throwable cause) {
        super(message, cause);
    }

    public abstract ExitCode exitCode();

    /** An error response of the gate or a service behind it. */
    public static final class Refused extends Failure {

        private final Answer answer;
        private final Problem problem;
        private final Optional<String> advice;

        Refused(Answer answer, Problem problem) {
            this(answer, problem, Optional.empty());
        }

        private Refused(Answer answer, Problem problem, Optional<String> advice) {
            super(problem.title(), null);
            this.answer = answer;
            this.problem = problem;
            this.advice = advice;
        }

        /** Returns the same failure with a command's own advice in place of the general one. */
        public Refused advising(String what) {
            return new Refused(answer, problem, Optional.of(what));
        }

        public Optional<String> advice() {
            return advice;
        }

        public Answer answer() {
            return answer;
        }

        public Problem problem() {
            return problem;
        }

        @Override
        public ExitCode exitCode() {
            if (problem.status() == 402 || problem.code().equals("sold_out")) {
                return ExitCode.NOT_SOLD;
            }
            boolean session = problem.status() == 401 && problem.code().startsWith("token_");
            return session ? ExitCode.NOT_SIGNED_IN : ExitCode.PROBLEM;
        }
    }

    /** No response: the gate is away, too slow, or its certificate is not trusted. */
    public static final class Unreachable extends Failure {

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.UNREACHABLE;
        }
    }

    /** The command needs a session and there is none, or it has ended. */
    public static final class NotSignedIn extends Failure {

        public NotSignedIn(String message) {
            super(message, null);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.NOT_SIGNED_IN;
        }
    }

    /** Wrong arguments, or an environment in which the command cannot work. */
    public static final class Misuse extends Failure {

        public Misuse(String message) {
            super(message, null);
        }

        public Misuse(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.USAGE;
        }
    }
}
