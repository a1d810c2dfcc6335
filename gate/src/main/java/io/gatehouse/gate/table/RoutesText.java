// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.gate.table;

import static io.gatehouse.gate.table.TableFile.required;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The YAML structure of {@code routes.yaml}. */
record RoutesText(List<String> roles, Map<String, ServiceText> services) {
    private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,2})s");
    private static final String USUAL_TIMEOUT = "15s";

    private enum RetryText {
        @JsonProperty("never")
        NEVER,
        @JsonProperty("once-if-unsent")
        ONCE_IF_UNSENT
    }

    private enum OriginsText {
        @JsonProperty("own")
        OWN,
        @JsonProperty("any")
        ANY
    }

    private record ServiceText(Set<Credential> credentials, List<RouteText> routes) {}

    private record RouteText(
            String name,
            List<String> methods,
            String path,
            Access access,
            List<String> roles,
            boolean sensitive,
            boolean delegated,
            boolean keyed,
            String limit,
            String timeout,
            RetryText retry,
            OriginsText origins,
            Set<Credential> credentials) {
        Route toRoute(String service, Set<Credential> ofService) {
            try {
                Operation operation =
                        new Operation(
                                required(methods, "methods"),
                                new PathTemplate(required(path, "path")));
                return new Route(
                        required(name, "name"),
                        service,
                        operation,
                        new Guard(
                                required(access, "access"),
                                roles == null ? List.of() : roles,
                                sensitive,
                                delegated,
                                keyed,
                                Optional.ofNullable(limit)),
                        new Forwarding(
                                seconds(),
                                isRetried(),
                                with(ofService),
                                origins == OriginsText.ANY));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "route %s: %s".formatted(name, e.getMessage()), e);
            }
        }

        private Set<Credential> with(Set<Credential> ofService) {
            return Stream.of(ofService, credentials == null ? Set.<Credential>of() : credentials)
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private int seconds() {
            Matcher matcher = SECONDS.matcher(timeout == null ? USUAL_TIMEOUT : timeout);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "timeout \"%s\" is no number of seconds such as 15s".formatted(timeout));
            }
            return Integer.parseInt(matcher.group(1));
        }

        private boolean isRetried() {
            boolean canBe = methods.contains("GET");
            if (retry == RetryText.ONCE_IF_UNSENT && !canBe) {
                throw new IllegalArgumentException("only a GET can be sent once more");
            }
            return canBe && retry != RetryText.NEVER;
        }
    }

    Routes toRoutes() {
        List<Route> routes = new ArrayList<>();
        required(services, "services")
                .forEach((service, text) -> {
                    Set<Credential> credentials =
                            text.credentials() == null ? Set.of() : text.credentials();
                    required(text.routes(), "routes of " + service)
                            .forEach(route -> routes.add(route.toRoute(service, credentials)));
                });
        return new Routes(required(roles, "roles"), routes);
    }
}
