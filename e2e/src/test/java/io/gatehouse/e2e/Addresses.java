// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Addresses that callers on this machine may have, each a new one, so that the buckets of one test
 * are not those of another.
 */
final class Addresses {
    /** Of 127.0.0.0/8, which is this machine's as a whole; the first addresses may be taken. */
    private static final String LOOPBACK = "127.10.0.0/15";

    private final Optional<Range> range;
    private final AtomicInteger given = new AtomicInteger();

    private record Range(int first, int size) {

        static Range of(String cidr) {
            int slash = cidr.indexOf('/');
            int bits = 32 - Integer.parseInt(cidr.substring(slash + 1));
            int network = ByteBuffer.wrap(parse(cidr.substring(0, slash))).getInt();
            return new Range(network + 1, (1 << bits) - 2);
        }

        private static byte[] parse(String address) {
            try {
                return InetAddress.getByName(address).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("no address: " + address, e);
            }
        }
    }

    private Addresses(Optional<Range> range) {
        this.range = range;
    }

    /**
     * Those for callers of the URL: the range {@code GATEHOUSE_ADDRESSES} names in CIDR notation,
     * loopback ones where the gate is on this machine, else none, and the system chooses.
     */
    static Addresses towards(URI url) {
        String named = System.getenv("GATEHOUSE_ADDRESSES");
        if (named != null) {
            return new Addresses(Optional.of(Range.of(named)));
        }
        return new Addresses(isLoopback(url) ? Optional.of(Range.of(LOOPBACK)) : Optional.empty());
    }

    private static boolean isLoopback(URI url) {
        try {
            return InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("unknown host in " + url, e);
        }
    }

    Optional<InetAddress> next() {
        return range.map(known ->
                address(known.first() + Math.floorMod(given.getAndIncrement(), known.size())));
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(number).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
