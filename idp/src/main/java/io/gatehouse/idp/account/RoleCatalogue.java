// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.account;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.idp.IdpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The roles that there are: those of the policy that authz decides by, so that whoever adds a role
 * to the table of routes can give it to accounts.
 */
@ApplicationScoped
public class RoleCatalogue {

    private static final List<Role> OF_THE_SHOP =
            List.of(Role.ADMIN, Role.CUSTOMER, new Role("payment"));

    private final NavigableSet<Role> known;

    @Inject
    RoleCatalogue(IdpConfig config) {
        this(config.policy().map(RoleCatalogue::read).orElse(OF_THE_SHOP));
    }

    RoleCatalogue(Collection<Role> known) {
        this.known = new TreeSet<>(known);
        if (!this.known.containsAll(List.of(Role.ADMIN, Role.CUSTOMER))) {
            throw invalid("has to name admin and customer");
        }
    }

    /** The roles of a policy. */
    static List<Role> read(Path policy) {
        try {
            Object read =
                    new Yaml(new SafeConstructor(new LoaderOptions()))
                            .load(Files.readString(policy));
            if (read instanceof Map<?, ?> table && table.get("roles") instanceof List<?> roles) {
                return roles.stream().map(String::valueOf).map(Role::new).toList();
            }
            throw invalid("has no list of roles");
        } catch (IOException e) {
            throw new UncheckedIOException("idp.policy cannot be read: " + policy, e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("idp.policy is no YAML: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("idp.policy " + what);
    }

    /** Whether there are all these roles. */
    public boolean hasAll(Collection<Role> roles) {
        return known.containsAll(roles);
    }

    /**
     * Parses the list of a client.
     *
     * @throws ProblemException {@code rule_broken} naming the entry at fault
     */
    public Roles parse(List<String> names) {
        NavigableSet<Role> roles = new TreeSet<>();
        for (int i = 0; i < names.size(); i++) {
            String field = "roles[" + i + "]";
            Role role =
                    Role.of(names.get(i))
                            .filter(known::contains)
                            .orElseThrow(() -> refused(field, "must be one of " + all()));
            if (!roles.add(role)) {
                throw refused(field, "is named twice");
            }
        }
        if (roles.isEmpty()) {
            throw refused("roles", "must name at least one role");
        }
        return new Roles(roles);
    }

    private String all() {
        return known.stream().map(Role::text).collect(Collectors.joining(", "));
    }

    private static ProblemException refused(String field, String message) {
        return new ProblemException(ProblemCode.RULE_BROKEN, "The roles cannot be set.")
                .withError(field, message);
    }
}
