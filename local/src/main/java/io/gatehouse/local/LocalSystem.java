// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.gate.print.AuthzPolicy;
import io.gatehouse.gate.print.HeaderParts;
import io.gatehouse.gate.print.LocalGate;
import io.gatehouse.gate.print.SecretFiles;
import io.gatehouse.gate.service.Own;
import io.gatehouse.gate.service.Service;
import io.gatehouse.gate.table.TableFile;
import io.gatehouse.local.envoy.EnvoyServer;
import io.gatehouse.local.home.Accounts;
import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Clients;
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
import io.gatehouse.local.process.ManagedProcess;
import io.gatehouse.local.process.Probe;
import io.gatehouse.local.process.ProcessRecords;
import io.gatehouse.local.process.ProcessSpec;
import io.gatehouse.local.process.Supervisor;
import io.gatehouse.local.process.Timing;
import io.gatehouse.local.provider.PaymentProvider;
import io.gatehouse.local.service.ProgramCopy;
import io.gatehouse.local.service.ServiceProcess;
import io.gatehouse.local.service.Settings;
import io.gatehouse.local.service.Training;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts and stops all parts of one run, in order. */
final class LocalSystem {
    static final Duration LEFTOVER_GRACE = Duration.ofSeconds(10);

    private static final Duration DATABASE_START = Duration.ofMinutes(1);
    private static final Duration SERVICE_START = Duration.ofMinutes(5);
    private static final Duration GATEWAY_START = Duration.ofSeconds(30);
    private static final int GATEWAY_THREADS = 2;

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
    private final Selection selection;
    private final Training training;
    private final Supervisor supervisor;
    private final LogRotation rotation;
    private final PaymentProvider provider;
    private volatile Gateway gateway;

    LocalSystem(Repository repository, Home home, UpOptions options, Progress progress) {
        this.repository = requireNonNull(repository, "repository");
        this.home = requireNonNull(home, "home");
        this.options = requireNonNull(options, "options");
        this.progress = requireNonNull(progress, "progress");
        this.records = new ProcessRecords(home.run());
        this.processes = new Processes(records, clock);
        this.rotation = new LogRotation(home.logs());
        SecureRandom random = new SecureRandom();
        this.secrets = new Secrets(home.secrets(), random);
        this.ports = new Ports(random);
        this.selection = options.selection(repository);
        this.provider = new PaymentProvider(ports.free(), secrets);
        this.training = new Training(processes::start, progress::note);
        this.supervisor =
                new Supervisor(
                        options.crashes() > 0 ? Timing.CRASHING : Timing.USUAL,
                        progress::note,
                        this::writeSystemFile);
    }

    /** Ends the processes that a killed launcher left in this home. */
    void endLeftovers() {
        List<String> ended = records.endAll(PostgresServer.NAME, LEFTOVER_GRACE);
        if (!ended.isEmpty()) {
            progress.say("Ended what an earlier run left: " + String.join(", ", ended));
        }
        SystemFile.delete(home);
    }

    void start() throws Exception {
        rotation.start();
        home.remember(selection.names());
        List<Integer> own = ports.require(options.ports());
        gateway = new Gateway(own.getFirst(), own.get(1), own.getLast(), ports.free());
        Map<String, Path> programs = progress.step("programs of the services", this::copyPrograms);
        progress.step("certificates", this::makeCertificates);
        Accounts accounts = Accounts.of(home.secrets(), secrets);
        Clients clients = Clients.of(secrets);
        Path envoy = progress.step("Envoy program", this::findEnvoy);
        Databases databases = startDatabase(programs);
        startProvider(programs);
        ServiceGroup services =
                new ServiceGroup(repository, home, selection, programs, ports, http);
        Settings settings = settings(accounts, clients, databases, services);
        progress.step(
                String.join(", ", selection.names()),
                () -> start(services, settings, databases, envoy));
        startGateway(envoy, services);
        List<ManagedProcess> supervised = processes.all();
        letCrash(services, settings);
        writeSystemFile();
        records.find(LauncherLock.NAME)
                .ifPresent(record -> records.put(record.observed(true, clock.instant())));
        supervised.forEach(supervisor::watch);
        welcome(accounts, clients);
        if (options.useAot()) {
            training.start(settings, services.own());
        }
    }

    // Only once all runs: a service that ends while it starts would end the start. The caches come
    // first, since services that crash all the time spend most of it starting.
    private void letCrash(ServiceGroup services, Settings settings) throws Exception {
        if (options.crashes() == 0) {
            return;
        }
        if (options.useAot()) {
            progress.step("AOT caches", () -> training.make(settings, services.own()));
        }
        for (ServiceProcess service : services.own()) {
            if (!options.isInDevelopment(service.name())) {
                service.prepare(settings.crashing(options.crashes()), options.useAot());
            }
        }
    }

    private void writeSystemFile() {
        SystemFile.write(home, gateway, processes.all());
    }

    private void welcome(Accounts accounts, Clients clients) throws IOException {
        progress.say(Welcome.text(gateway.url(), home.authority(), accounts, clients, selection));
        options.byHand()
                .ifPresent(service ->
                        progress.say(
                                "%s is yours to start: java @%s -cp CLASSES io.gatehouse.common.web.server.StartService"
                                        .formatted(service, home.vm(service))));
        accounts.markShown();
    }

    /** Ends all processes in reverse order; safe at any moment of a start. */
    void stop() {
        records.find(LauncherLock.NAME)
                .ifPresent(record -> records.put(record.stopping(clock.instant())));
        training.close();
        supervisor.close();
        processes.stop();
        rotation.close();
        // The program that a step runs at this moment, such as a download.
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        SystemFile.delete(home);
        records.remove(LauncherLock.NAME);
    }

    private Map<String, Path> copyPrograms() throws IOException {
        Map<String, Path> copies = new HashMap<>();
        for (Service service : selection.own().toList()) {
            Path jar = repository.jar(((Own) service.program()).module());
            copies.put(service.name(), ProgramCopy.of(jar, home.app(service.name())));
        }
        if (selection.hasPayments()) {
            Path jar = repository.jar(PaymentProvider.MODULE);
            copies.put(PaymentProvider.NAME, ProgramCopy.of(jar, home.app(PaymentProvider.NAME)));
        }
        return copies;
    }

    private String makeCertificates() throws IOException {
        OwnerOnly.folder(home.tls());
        List<String> workloads = new ArrayList<>(List.of("gateway"));
        selection.foreign().map(Service::name).forEach(workloads::add);
        for (Map.Entry<String, String> file : SecretFiles.of(home.certs(), workloads).entrySet()) {
            OwnerOnly.write(home.tls().resolve(file.getKey()), file.getValue());
        }
        return Command.run(
                "certs/make",
                List.of(repository.certsMake().toString(), "--out", home.certs().toString()));
    }

    private Path findEnvoy() throws IOException {
        return Preflight.envoy(repository).find();
    }

    /** Starts the payment provider, if anybody asks it; nothing waits for it to be ready. */
    private void startProvider(Map<String, Path> programs) throws IOException {
        if (selection.hasPayments()) {
            Path jar = programs.get(PaymentProvider.NAME);
            processes.start(provider.process(jar, gateway.url(), home, http));
        }
    }

    private Databases startDatabase(Map<String, Path> programs) throws Exception {
        List<String> services = selection.withDatabase().map(Service::name).toList();
        PostgresBinaries binaries =
                progress.step(
                        "PostgreSQL program", () -> PostgresBinaries.of(Cache.of(System.getenv())));
        PostgresServer server =
                new PostgresServer(
                        binaries, home.postgres(), home.certs().resolve("database"), ports.free());
        Databases databases = new Databases(server, secrets);
        progress.step("PostgreSQL", () -> start(server, databases, services));
        progress.step("migrations", () -> migrate(databases, services, programs));
        return databases;
    }

    private ManagedProcess start(PostgresServer server, Databases databases, List<String> services)
            throws IOException, InterruptedException {
        server.create(databases.adminPassword());
        server.allow(services);
        String password = secrets.read(databases.adminPassword());
        ManagedProcess process =
                processes.start(server.process(home.log(PostgresServer.NAME), password));
        Processes.await(process, DATABASE_START, () -> server.isReady(password));
        return process;
    }

    private static List<String> migrate(
            Databases databases, List<String> services, Map<String, Path> programs)
            throws IOException {
        for (String service : services) {
            if (programs.containsKey(service)) {
                databases.migrate(service, programs.get(service));
            } else {
                databases.create(service);
            }
        }
        return services;
    }

    private Settings settings(
            Accounts accounts, Clients clients, Databases databases, ServiceGroup services)
            throws IOException {
        OwnerOnly.write(home.policy(), AuthzPolicy.text(selection.routes()));
        Map<String, String> values = new HashMap<>();
        values.put("issuer", gateway.url());
        values.put("allowed-origins", gateway.url());
        values.put("certificate-url", gateway.certificateUrl());
        values.put("demo-catalogue", "true");
        values.put("gate-authorities", home.certs().resolve("ca.crt").toString());
        values.put("private-addresses", "true");
        values.put("mail-folder", home.mail().toString());
        values.put("file.policy.yaml", home.policy().toString());
        values.put("file.accounts.json", accounts.file().toString());
        values.put("file.clients.json", clients.file().toString());
        values.put("file.encryption-keys", secrets.keyList("idp-encryption").toString());
        values.put("file.lookup-key", secrets.key("idp-lookup").toString());
        values.put("file.nonce-key", secrets.key("authz-nonce").toString());
        values.put("provider-url", provider.url().toString());
        values.put("file.provider-key", provider.key().toString());
        values.put("file.provider-webhook-secret", provider.webhookSecret().toString());
        for (String service : List.of("products", "orders", "payments")) {
            values.put("file." + service + "-keys", secrets.keyList(service + "-seal").toString());
        }
        services.ports()
                .forEach(
                        (name, its) -> values.put("url." + name, "https://127.0.0.1:" + its.app()));
        return new Settings(
                home.certs().resolve("workloads"), databases, options.faults(), 0, values);
    }

    private List<ManagedProcess> start(
            ServiceGroup services, Settings settings, Databases databases, Path envoy)
            throws IOException, InterruptedException {
        List<ManagedProcess> started =
                new ArrayList<>(processes.start(services.programs(settings, databases, options)));
        started.addAll(processes.start(services.proxies(envoy)));
        for (ManagedProcess process : started) {
            Probe readiness = process.spec().readiness();
            Processes.await(
                    process, SERVICE_START, progress.waiting(process.name(), readiness::isHealthy));
        }
        return started;
    }

    private void startGateway(Path program, ServiceGroup services) throws Exception {
        LocalGate gate =
                new LocalGate(
                        selection.routes(),
                        TableFile.problems(repository.gate("problems.yaml")),
                        options.limits(repository),
                        HeaderParts.read(repository.gate("headers.yaml")));
        gateway.configure(gate, repository.local("envoy.yaml"), home, services.ports());
        ProcessSpec spec =
                new EnvoyServer(EnvoyServer.NAME, http, Map.of("adminPort", gateway.admin()))
                        .process(
                                program,
                                home.envoyConfiguration(),
                                home.log(EnvoyServer.NAME),
                                GATEWAY_THREADS);
        progress.step(
                "Envoy",
                () -> {
                    ManagedProcess process = processes.start(spec);
                    Processes.await(
                            process, GATEWAY_START, () -> gateway.answers(home.authority()));
                    return process;
                });
    }
}
