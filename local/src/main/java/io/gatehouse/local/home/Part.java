// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.home;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts of a home that a launcher makes; files with other names belong to others. */
public enum Part {
    CERTS(
            "certs",
            "certificates and their authorities",
            "(ca|gateway|database/(ca|server)|clients/[a-z0-9-]+)[.](crt|key)"
                    + "|workloads/(ca|gateway|payments|SERVICE)[.](crt|key)"
                    + "|clients|database|workloads|[.]make[.].*"),
    SECRETS(
            "secrets",
            "passwords, encryption keys, demo accounts and clients",
            "accounts[.](json|shown)|clients[.]json|demo-web[.]secret|database-(admin|SERVICE(-owner)?)[.]password"
                    + "|authz-nonce[.]key|idp-encryption[.]keys|idp-lookup[.]key|(products|orders|payments)-seal[.]keys"
                    + "|provider-(key|webhook)[.]password"),
    POSTGRES("postgres", "all databases: accounts, sessions, products, orders", ".*"),
    PROVIDER("provider", "charges at the simulated payment provider", ".*"),
    /** A database whose creation is not complete. */
    POSTGRES_NEW("postgres.new", "a database half made", ".*"),
    MAIL("mail", "mails to people", "[0-9]{8}T[0-9]{12}Z-[0-9a-f-]*[.]eml"),
    LOG(
            "log",
            "logs",
            "(launcher|postgres|envoy|access|provider-sim|(training-)?SERVICE(-proxy)?)[.]log"
                    + "([.][0-9])?"),
    RUN(
            "run",
            "notes about processes",
            "lock|system[.]json|policy[.]yaml|SERVICE-proxy[.]yaml"
                    + "|(launcher|postgres|envoy|provider-sim|(training-)?SERVICE(-proxy)?)"
                    + "[.](process|args|vm|new)"
                    + "|tls(/(gate|client-ca|workload-(ca|gateway|SERVICE))[.]yaml)?"),
    APP(
            "app",
            "copies of the programs",
            "(provider-sim|SERVICE)(/((provider-sim|SERVICE)[.]jar|libs(/[^/]+[.]jar)?)([.]part)?)?"),
    AOT("aot", "caches for a quicker start", "SERVICE[.]aot([.].+)?"),
    ENVOY("envoy.yaml", "configuration of the gate", "");

    private final String fileName;
    private final String meaning;
    private final String made;

    Part(String fileName, String meaning, String made) {
        this.fileName = fileName;
        this.meaning = meaning;
        this.made = made;
    }

    public String fileName() {
        return fileName;
    }

    /** The content of the part, in words for the user. */
    public String meaning() {
        return meaning;
    }

    Path in(Path root) {
        return requireNonNull(root, "root").resolve(fileName);
    }

    /**
     * A test for the files and folders that Gatehouse makes in the part.
     *
     * @param services names of services
     * @return tests a name relative to the part, empty for the part itself
     */
    Predicate<Path> made(Collection<String> services) {
        String any =
                services.stream().map(Pattern::quote).collect(Collectors.joining("|", "(", ")"));
        // Also matches the part itself, and the temporary names of OwnerOnly.
        Predicate<String> matches =
                Pattern.compile(made.replace("SERVICE", any) + "||(.*/)?[.][0-9]+[.]part")
                        .asMatchPredicate();
        return name -> matches.test(name.toString());
    }
}
