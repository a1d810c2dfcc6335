// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The structure that the rest of the repository must keep. */
class StructureTest {
    private static final List<String> SERVICES =
            List.of("idp", "authz", "products", "orders", "payments");
    private static final Set<String> LAYERS =
            Set.of("controller", "service", "dto", "model", "entity", "util", "utils", "impl");
    private static final List<String> ACCESS_RULES =
            List.of(
                    "jakarta.annotation.security.RolesAllowed",
                    "jakarta.annotation.security.PermitAll",
                    "io.gatehouse.common.web.caller.PeerAllowed");

    private static final String PATH = "jakarta.ws.rs.Path";
    private static final List<String> SKELETON =
            List.of("common", "idp", "authz", "products", "orders", "payments");

    private static final String PROVIDER = "io.gatehouse.provider..";

    /** Made by protobuf, in its own way. */
    private static final String GENERATED = "io.gatehouse.authz.envoy";

    /** What a test of another package puts together. */
    private static final Set<String> OF_TESTS =
            Set.of(
                    "io.gatehouse.authz.revocation.Revocation",
                    "io.gatehouse.idp.login.SignIn",
                    "io.gatehouse.idp.registration.RegisterAccount");

    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all =
                new ClassFileImporter()
                        .importPaths(
                                List.of(
                                        module("common/aot"),
                                        module("common/web"),
                                        module("common/sql"),
                                        module("common/work"),
                                        module("common/peer"),
                                        module("common/seal"),
                                        module("common/dpop"),
                                        module("gate"),
                                        module("idp"),
                                        module("authz"),
                                        module("products"),
                                        module("orders"),
                                        module("payments"),
                                        module("payments/provider-sim"),
                                        module("cli"),
                                        module("local"),
                                        module("migrate"),
                                        module("testkit")));
    }

    @Test
    void modulesWhenReadThenEveryOneIsThere() {
        assertThat(all.stream().map(JavaClass::getPackageName).map(StructureTest::room).distinct())
                .contains(
                        "common",
                        "gate",
                        "idp",
                        "authz",
                        "products",
                        "orders",
                        "payments",
                        "cli",
                        "local");
    }

    @Test
    void servicesWhenReadThenNoneKnowsAnother() {
        for (String service : SERVICES) {
            String[] others =
                    SERVICES.stream()
                            .filter(other -> !other.equals(service))
                            .map(other -> "io.gatehouse." + other + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.gatehouse." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(all);
        }
    }

    @Test
    void gateClientLauncherAndTestkitWhenReadThenTheyKnowNoService() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.gatehouse.gate..",
                        "io.gatehouse.cli..",
                        "io.gatehouse.local..",
                        "io.gatehouse.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        SERVICES.stream()
                                .map(service -> "io.gatehouse." + service + "..")
                                .toArray(String[]::new))
                .check(all);
    }

    /** A third party: what it shares with the shop is HTTP. */
    @Test
    void providerWhenReadThenItKnowsNothingOfTheShopAndIsKnownByNothing() {
        noClasses()
                .that()
                .resideInAPackage(PROVIDER)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.gatehouse..").and(resideOutsideOfPackage(PROVIDER)))
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackage(PROVIDER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PROVIDER)
                .check(all);
    }

    /** So where another provider is chosen, nothing of its library is loaded. */
    @Test
    void stripeWhenReadThenOnlyTheClassesNamedSoKnowItsLibrary() {
        noClasses()
                .that()
                .haveNameNotMatching("io\\.gatehouse\\.payments\\.provider\\.Stripe.*")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.stripe..")
                .check(all);
    }

    /**
     * authz decides by what was made for it, in code of its own: a fault of the one is not in both.
     */
    @Test
    void servicesWhenReadThenNoneKnowsTheTableOfTheGate() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        SERVICES.stream()
                                .map(service -> "io.gatehouse." + service + "..")
                                .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.gatehouse.gate..")
                .check(all);
    }

    /** In gate and local a service is what they are about. */
    @Test
    void packagesWhenReadThenTheyAreFeaturesAndNotLayers() {
        classes()
                .should()
                .resideOutsideOfPackages(
                        LAYERS.stream().map(layer -> ".." + layer + "..").toArray(String[]::new))
                .because("a package is a feature, never a layer")
                .check(all.that(are(outsideTheRoomsOf(List.of("gate", "local")))));
    }

    @Test
    void packagesWhenReadThenTheyFormNoCircle() {
        slices().matching("io.gatehouse.(**)").should().beFreeOfCycles().check(all);
    }

    @Test
    void resourceMethodsWhenReadThenEveryOneHasAnAccessRule() {
        methods().that(areHttpMethods()).should(haveAnAccessRule()).check(all);
    }

    @Test
    void mainCodeWhenReadThenItPrintsOnlyInPrograms() {
        noClasses()
                .that(be(inTheRoomOf(SERVICES)))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(all);
    }

    /** Time comes in through the one clock, so that a test can choose it. */
    @Test
    void servicesWhenReadThenOnlyOnePlaceAsksTheSystemForTheTime() {
        noClasses()
                .that(be(inTheRoomOf(SKELETON)))
                .and()
                .doNotHaveFullyQualifiedName("io.gatehouse.common.web.server.TimeProducer")
                .should()
                .callMethodWhere(asksTheSystemForTheTime())
                .check(all);
    }

    private static DescribedPredicate<JavaCall<?>> asksTheSystemForTheTime() {
        return DescribedPredicate.describe(
                "ask the system for the time",
                call ->
                        call.getName().equals("currentTimeMillis")
                                || (call.getTargetOwner().getPackageName().equals("java.time")
                                        && call.getName().matches("now|system.*")));
    }

    /**
     * JAX-RS calls a resource from outside: it is public, and CDI alone makes it, once for all
     * requests. So nothing in it changes, and the caller in it is a proxy.
     */
    @Test
    void resourcesWhenReadThenEachIsMadeOnceByInjectionAndKeepsNothingOfARequest() {
        classes()
                .that(be(inTheRoomOf(SERVICES)))
                .and()
                .areAnnotatedWith(PATH)
                .should()
                .bePublic()
                .andShould()
                .beAnnotatedWith("jakarta.enterprise.context.ApplicationScoped")
                .check(all);
        fields().that()
                .areDeclaredInClassesThat(be(inTheRoomOf(SERVICES)))
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(PATH)
                .should()
                .beFinal()
                .check(all);
        constructors()
                .that()
                .areDeclaredInClassesThat(be(inTheRoomOf(SERVICES)))
                .and()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(PATH)
                .should()
                .bePackagePrivate()
                .check(all);
    }

    /** Weld makes proxies without a constructor, so that none is written for it. */
    @Test
    void servicesWhenReadThenNoConstructorIsThereForAProxy() {
        constructors()
                .that()
                .areDeclaredInClassesThat(be(inTheRoomOf(SKELETON)))
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(GENERATED)
                .should()
                .notBeProtected()
                .check(all);
    }

    /** StartService asks, before there is any bean, which keys are missing. */
    @Test
    void servicesWhenReadThenOnlyOnePlaceReadsConfiguration() {
        noClasses()
                .that(be(inTheRoomOf(SKELETON)))
                .and()
                .doNotHaveFullyQualifiedName("io.gatehouse.common.web.config.ConfigProducer")
                .and()
                .doNotHaveFullyQualifiedName("io.gatehouse.common.web.server.StartService")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.config..")
                .check(all);
    }

    @Test
    void servicesWhenReadThenOnlyOneClassStartsRepeatedWork() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.gatehouse.common.work.BackgroundWork")
                .should()
                .callMethodWhere(startsRepeatedWork())
                .check(all);
    }

    private static DescribedPredicate<JavaCall<?>> startsRepeatedWork() {
        return DescribedPredicate.describe(
                "start repeated work",
                call ->
                        call.getName().equals("start")
                                && call.getTargetOwner()
                                        .getFullName()
                                        .equals("io.gatehouse.common.work.RepeatedWork"));
    }

    /** Exceptions go wherever they are thrown to. */
    @Test
    void servicesWhenReadThenWhatIsPublicIsUsedByAnotherPackage() {
        classes()
                .that(be(inTheRoomOf(SERVICES)))
                .and()
                .resideOutsideOfPackage(GENERATED)
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .areNotAnnotatedWith(PATH)
                .and()
                .areNotAnnotatedWith("jakarta.ws.rs.ext.Provider")
                .and()
                .areNotAssignableTo(Throwable.class)
                .and(DescribedPredicate.not(be(namedBy(OF_TESTS))))
                .should(beUsedByAnotherPackage())
                .check(all);
    }

    private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean used =
                        all.stream()
                                .filter(part -> isPartOf(part, type))
                                .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                                .map(dependency -> dependency.getOriginClass().getPackageName())
                                .anyMatch(user -> !user.equals(type.getPackageName()));
                events.add(new SimpleConditionEvent(type, used, type.getFullName()));
            }
        };
    }

    private static boolean isPartOf(JavaClass part, JavaClass type) {
        return part.equals(type) || part.getName().startsWith(type.getName() + "$");
    }

    private static DescribedPredicate<JavaClass> namedBy(Set<String> names) {
        return DescribedPredicate.describe(
                "named by " + names, type -> names.contains(type.getFullName()));
    }

    private static Path module(String folder) {
        return Path.of("..", folder, "target", "classes");
    }

    private static String room(String packageName) {
        return Arrays.stream(packageName.split("\\.")).skip(2).findFirst().orElse("");
    }

    private static DescribedPredicate<JavaClass> outsideTheRoomsOf(List<String> rooms) {
        return DescribedPredicate.describe(
                "outside " + rooms, type -> !rooms.contains(room(type.getPackageName())));
    }

    private static DescribedPredicate<JavaClass> inTheRoomOf(List<String> rooms) {
        return DescribedPredicate.describe(
                "in " + rooms, type -> rooms.contains(room(type.getPackageName())));
    }

    private static DescribedPredicate<JavaMethod> areHttpMethods() {
        return DescribedPredicate.describe(
                "are HTTP methods",
                method ->
                        method.getAnnotations().stream()
                                .anyMatch(annotation ->
                                        annotation
                                                .getRawType()
                                                .isAnnotatedWith("jakarta.ws.rs.HttpMethod")));
    }

    private static ArchCondition<JavaMethod> haveAnAccessRule() {
        return new ArchCondition<>("have an access rule of their own or their class's") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean ruled =
                        ACCESS_RULES.stream()
                                .anyMatch(rule ->
                                        method.isAnnotatedWith(rule)
                                                || method.getOwner().isAnnotatedWith(rule));
                events.add(new SimpleConditionEvent(method, ruled, method.getFullName()));
            }
        };
    }
}
