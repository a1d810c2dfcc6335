// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.jmh;

import io.gatehouse.authz.policy.PolicyReader;
import io.gatehouse.authz.policy.RouteMatch;
import io.gatehouse.authz.policy.RoutePolicy;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Benchmarks finding the rule of a request in the policy of {@code k8s/base}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
    private final RoutePolicy policy = PolicyReader.read(Path.of("k8s/base/policy.yaml"));

    @Param({
        "/products",
        "/products/0f8fad5b-d9cb-469f-a165-70867728950e/buy",
        "/admin/users/0f8fad5b-d9cb-469f-a165-70867728950e/roles",
        "/nothing/of/ours"
    })
    private String path;

    @Benchmark
    public RouteMatch match() {
        return policy.match("POST", path);
    }
}
