// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.OctetKeyPair;
import io.gatehouse.common.audit.Chain;
import io.gatehouse.common.audit.TrailVerifier;
import io.gatehouse.common.jose.Ed25519Keys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Benchmarks verifying the audit trail: a million events in one pass, an event an operation. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 2, time = 1)
public class AuditBenchmark {
    private static final int EVENTS = 1_000_000;

    private final OctetKeyPair key = Ed25519Keys.generate(new SecureRandom());
    private final List<String> lines = new ArrayList<>(EVENTS);

    /** Writes a trail of sign-ins. */
    @Setup(Level.Trial)
    public void write() {
        ObjectMapper json = new ObjectMapper();
        String hash = Chain.START;
        for (int position = 1; position <= EVENTS; position++) {
            ObjectNode event = signIn(json, position);
            hash = Chain.link(event, position, hash);
            lines.add(event.toString());
        }
    }

    private static ObjectNode signIn(ObjectMapper json, int position) {
        ObjectNode event = json.createObjectNode();
        String account = UUID.randomUUID().toString();
        event.put("class_uid", 3002)
                .put("category_uid", 3)
                .put("activity_id", 1)
                .put("activity_name", "Logon")
                .put("type_uid", 300201)
                .put("severity_id", 1)
                .put("status_id", 1)
                .put("time", 1795962228500L + position);
        event.putObject("metadata")
                .put("version", "1.3.0")
                .put("uid", UUID.randomUUID().toString())
                .put("event_code", "sign_in")
                .put("correlation_uid", UUID.randomUUID().toString())
                .putObject("product")
                .put("name", "Gatehouse")
                .put("vendor_name", "Gatehouse");
        event.putObject("user").put("uid", account);
        event.putObject("actor").putObject("user").put("uid", account);
        event.putObject("src_endpoint").put("ip", "198.51.100.7");
        event.putObject("service").put("name", "Gatehouse");
        event.putObject("unmapped")
                .put("client", "gatehouse")
                .put("session", UUID.randomUUID().toString());
        return event;
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public TrailVerifier.Summary verify() {
        TrailVerifier verifier = new TrailVerifier(key.toPublicJWK(), Map.of(), _ -> {});
        lines.forEach(verifier::line);
        TrailVerifier.Summary summary = verifier.end();
        if (summary.events() != EVENTS || summary.faults() > 0) {
            throw new IllegalStateException("the trail was not taken: " + summary);
        }
        return summary;
    }
}
