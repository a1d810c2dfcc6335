// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.gate.print.AuthzPolicy;
import io.gatehouse.gate.print.HeaderParts;
import io.gatehouse.gate.print.LocalGate;
import io.gatehouse.gate.table.Problems;
import io.gatehouse.gate.table.Routes;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.local.envoy.EnvoyServer;
import io.gatehouse.local.home.Accounts;
import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.OwnerOnly;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.Secrets;
import io.gatehouse.local.log.LogRotation;
import io.gatehouse.local.postgres.Databases;
import io.gatehouse.local.postgres.PostgresBinaries;
import io.gatehouse.local.postgres.PostgresServer;
import io.gatehouse.local.process.Detached;
import io.gatehouse.local.process.Leftovers;
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.ProcessSpec;
import io.gatehouse.local.process.Supervisor;
import io.gatehouse.local.process.Timing;
import io.gatehouse.local.service.ProgramCopy;
import io.gatehouse.local.service.ServiceDefinition;
import io.gatehouse.local.service.ServicePorts;
import io.gatehouse.local.service.ServiceProcess;
import io.gatehouse.local.service.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of one run in the order in which they start. */
final class LocalSystem {
    static final Duration LEFTOVER_GRACE = Duration.ofSeconds(10);

    private static final Duration DATABASE_START = Duration.ofMinutes(1);
    private static final Duration SERVICE_START = Duration.ofMinutes(5);
    private static final Duration GATEWAY_START = Duration.ofSeconds(30);

    private final Repository repository;
    private final Home home;
    private final UpOptions options;
    private final Progress progress;
    private final ProcessRecords records;
    private final Processes processes;
    private final InstantSource clock = InstantSource.system();
    private final Secrets secrets;
    private final Ports ports;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, ServicePorts> servicePorts = new LinkedHashMap<>();
    private final Map<String, Path> programs = new HashMap<>();
    private final Routes routes;
    private final Preparation preparation;
    private final Supervisor supervisor;
    private final LogRotation rotation;
    private final SystemFile systemFile = new SystemFile();

    LocalSystem(Repository repository, Home home, UpOptions options, Progress progress) {
        this.repository = requireNonNull(repository, "repository");
        this.home = requireNonNull(home, "home");
        this.options = requireNonNull(options, "options");
        this.progress = requireNonNull(progress, "progress");
        this.records = new ProcessRecords(home.run());
        this.processes = new Processes(records, Detached.ofThisProgram(), clock);
        this.rotation = new LogRotation(home.logs());
        SecureRandom random = new SecureRandom();
        this.secrets = new Secrets(home.secrets(), random);
        this.ports = new Ports(random);
        this.routes = TableFile.routes(repository.gate("routes.yaml"));
        this.preparation = new Preparation(ports, processes, progress);
        this.supervisor =
                new Supervisor(
                        Timing.USUAL, progress::note, () -> systemFile.write(home.systemFile()));
    }

    /** Ends what a launcher that was killed left behind in this home. */
    void endLeftovers() {
        List<String> ended = new Leftovers(records, LEFTOVER_GRACE).end(PostgresServer.NAME);
        if (!ended.isEmpty()) {
            progress.say("Ended what an earlier run left: " + String.join(", ", ended));
        }
        SystemFile.delete(home.systemFile());
    }

    void start() throws Exception {
        rotation.start();
        List<Integer> own = ports.require(options.ports());
        Gateway gateway = new Gateway(own.getFirst(), own.getLast(), ports.free());
        programs.putAll(
                progress.step(
                        "programs of the services", () -> ProgramCopy.ofAll(repository, home)));
        progress.step("certificates", this::makeCertificates);
        Accounts accounts = Accounts.of(home.secrets(), secrets);
        Path envoy = progress.step("Envoy program", this::findEnvoy);
        Databases databases = startDatabase();
        Settings settings = settings(gateway, accounts, databases);
        List<ServiceProcess> services = startServices(settings);
        startGateway(gateway, envoy);
        systemFile.write(home.systemFile());
        records.find(LauncherLock.NAME)
                .ifPresent(record -> records.put(record.observed(true, clock.instant())));
        processes.all().forEach(supervisor::watch);
        progress.say(Welcome.text(gateway.url(), home.certs().resolve("ca.crt"), accounts));
        accounts.markShown();
        if (options.useAot()) {
            preparation.start(settings, services);
        }
    }

    /** Ends everything that was started, last things first; safe at any moment of a start. */
    void stop() {
        records.find(LauncherLock.NAME)
                .ifPresent(record -> records.put(record.stopping(clock.instant())));
        preparation.close();
        supervisor.close();
        processes.stop();
        rotation.close();
        // What a step runs at this moment, such as a download.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        SystemFile.delete(home.systemFile());
        records.remove(LauncherLock.NAME);
    }

    private String makeCertificates() {
        return Command.run(
                "certs/make",
                List.of(repository.certsMake().toString(), "--out", home.certs().toString()));
    }

    private Path findEnvoy() throws IOException {
        return Preflight.envoy(repository).find();
    }

    private Databases startDatabase() throws Exception {
        List<String> services =
                ServiceDefinition.ALL.stream()
                        .filter(ServiceDefinition::hasDatabase)
                        .map(ServiceDefinition::name)
                        .toList();
        PostgresBinaries binaries =
                progress.step(
                        "PostgreSQL program", () -> PostgresBinaries.of(Cache.of(System.getenv())));
        PostgresServer server =
                new PostgresServer(
                        binaries, home.postgres(), home.certs().resolve("database"), ports.free());
        Databases databases = new Databases(server, secrets);
        progress.step("PostgreSQL", () -> start(server, databases, services));
        progress.step("migrations", () -> migrate(databases, services));
        return databases;
    }

    private ManagedProcess start(PostgresServer server, Databases databases, List<String> services)
            throws IOException, InterruptedException {
        server.create(databases.adminPassword());
        server.allow(services);
        String password = secrets.read(databases.adminPassword());
        ManagedProcess process =
                processes.start(server.process(home.log(PostgresServer.NAME), password));
        Start.await(process, DATABASE_START, () -> server.isReady(password));
        systemFile.add(process, Map.of("port", server.port()));
        return process;
    }

    private List<String> migrate(Databases databases, List<String> services) throws IOException {
        for (String service : services) {
            databases.migrate(service, programs.get(service));
        }
        return services;
    }

    private Settings settings(Gateway gateway, Accounts accounts, Databases databases)
            throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put("issuer", gateway.url());
        OwnerOnly.write(home.policy(), AuthzPolicy.text(routes));
        values.put("policy", home.policy().toString());
        values.put("accounts", accounts.file().toString());
        values.put("idp.encryption-keys", secrets.keyList("idp-encryption").toString());
        values.put("idp.lookup-key", secrets.key("idp-lookup").toString());
        for (ServiceDefinition service : ServiceDefinition.ALL) {
            ServicePorts own = ServicePorts.of(service, ports);
            servicePorts.put(service.name(), own);
            values.put(service.name() + ".url", "https://127.0.0.1:" + own.app());
        }
        return new Settings(home.certs().resolve("workloads"), databases, options.faults(), values);
    }

    private List<ServiceProcess> startServices(Settings settings) throws Exception {
        List<ServiceProcess> services = new ArrayList<>();
        for (ServiceDefinition service : ServiceDefinition.ALL) {
            services.add(
                    new ServiceProcess(
                            service,
                            servicePorts.get(service.name()),
                            programs.get(service.name()),
                            home,
                            http));
        }
        String names = String.join(", ", services.stream().map(ServiceProcess::name).toList());
        progress.step(names, () -> start(services, settings));
        return services;
    }

    private List<ManagedProcess> start(List<ServiceProcess> services, Settings settings)
            throws IOException, InterruptedException {
        List<ProcessSpec> specs = new ArrayList<>();
        for (ServiceProcess service : services) {
            specs.add(service.process(settings, options.useAot()));
        }
        List<ManagedProcess> started = processes.start(specs);
        for (int i = 0; i < services.size(); i++) {
            ServiceProcess service = services.get(i);
            Start.await(
                    started.get(i),
                    SERVICE_START,
                    progress.waiting(service.name(), service::isReady));
            systemFile.add(started.get(i), service.ports().byName());
        }
        return started;
    }

    private void startGateway(Gateway gateway, Path program) throws Exception {
        Problems problems = TableFile.problems(repository.gate("problems.yaml"));
        HeaderParts headers = HeaderParts.read(repository.gate("headers.yaml"));
        LocalGate gate = new LocalGate(routes, problems, options.limits(repository), headers);
        gateway.configure(gate, repository.local("envoy.yaml"), home, servicePorts);
        Path authority = home.certs().resolve("ca.crt");
        progress.step(
                "Envoy",
                () -> {
                    ManagedProcess process =
                            processes.start(
                                    new EnvoyServer(http, gateway.admin())
                                            .process(
                                                    program,
                                                    home.envoyConfiguration(),
                                                    home.log(EnvoyServer.NAME)));
                    Start.await(process, GATEWAY_START, () -> gateway.answers(authority));
                    systemFile.add(process, Map.of("adminPort", gateway.admin()));
                    return process;
                });
        systemFile.address(gateway, authority);
    }
}
