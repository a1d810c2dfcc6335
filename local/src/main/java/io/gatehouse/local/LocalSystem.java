// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local;

import static java.util.Objects.requireNonNull;

import io.gatehouse.local.envoy.EnvoyBinary;
import io.gatehouse.local.envoy.EnvoyServer;
import io.gatehouse.local.home.Accounts;
import io.gatehouse.local.home.Cache;
import io.gatehouse.local.home.Command;
import io.gatehouse.local.home.Home;
import io.gatehouse.local.home.LocalException;
import io.gatehouse.local.home.Patience;
import io.gatehouse.local.home.Ports;
import io.gatehouse.local.home.Repository;
import io.gatehouse.local.home.Secrets;
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
import io.gatehouse.local.service.ServiceDefinition;
import io.gatehouse.local.service.ServicePorts;
import io.gatehouse.local.service.ServiceProcess;
import io.gatehouse.local.service.Settings;
import io.gatehouse.local.service.Training;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The parts of one run in the order in which they start. */
final class LocalSystem {
}
