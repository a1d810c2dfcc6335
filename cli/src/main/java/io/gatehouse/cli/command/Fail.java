// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes one instance of a service report itself broken, to watch the platform replace it. */
@Command(
        name = "fail",
        description = {
            "Make an instance of a service report itself broken.",
            "For administrators, and only where faults are switched on."
        })
public final class Fail implements Runnable {

    private final Visit visit;

    @Parameters(paramLabel = "SERVICE", description = "One of ${COMPLETION-CANDIDATES}.")
    private Service service;

    public Fail(Visit visit) {
        this.visit = requireNonNull(visit, "visit");
    }

    @Override
    public void run() {
        String name = service.toString();
        visit.show(
                visit.signedIn().send(Call.post("/" + name + "/fail")),
                () -> visit.screen().line("An instance of " + name + " is failing now."));
    }

    /** The services, by the first part of their paths. */
    enum Service {
        AUTHENTICATION,
        AUTHORIZATION,
        PRODUCTS,
        ORDERS,
        PAYMENTS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
