// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.command;

import static java.util.Objects.requireNonNull;

import io.gatehouse.cli.gate.Call;
import io.gatehouse.cli.gate.Failure;
import io.gatehouse.cli.screen.Invocation;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Makes one instance of a service report itself broken, to watch the platform replace it. */
@Command(
        name = "fail",
        description = {
            "Make an instance of a service report itself broken.",
            "For administrators, and only where faults are switched on: up --faults."
        })
public final class Fail implements Runnable {

    private final CommandContext context;

    @Parameters(
            paramLabel = "SERVICE",
            converter = Named.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Service service;

    public Fail(CommandContext context) {
        this.context = requireNonNull(context, "context");
    }

    @Override
    public void run() {
        try {
            context.show(
                    context.signedIn().send(Call.post("/" + service.path + "/fail")),
                    () -> context.screen().line("An instance of " + service + " is failing now."));
        } catch (Failure.Refused refused) {
            throw advised(refused);
        }
    }

    private Failure.Refused advised(Failure.Refused refused) {
        Invocation invocation = context.invocation();
        return refused.answer().status() == 404
                ? refused.advising(
                        "Faults are switched off there. Switch them on: %s, then %s; in a cluster"
                                        .formatted(
                                                invocation.verb("down"),
                                                invocation.verb("up --faults"))
                                + " with its component faults.")
                : refused;
    }

    /** The services, each with the first path segment of its fault endpoint. */
    enum Service {
        IDP("authentication"),
        AUTHZ("authorization"),
        PRODUCTS("products"),
        ORDERS("orders");

        private final String path;

        Service(String path) {
            this.path = path;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Parses the name of a service, in any case. */
    static final class Named implements ITypeConverter<Service> {

        @Override
        public Service convert(String typed) {
            return Stream.of(Service.values())
                    .filter(service -> service.toString().equalsIgnoreCase(typed))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "'%s' is none of %s".formatted(typed, names())));
        }

        private static String names() {
            return Stream.of(Service.values())
                    .map(Service::toString)
                    .collect(Collectors.joining(", "));
        }
    }
}
