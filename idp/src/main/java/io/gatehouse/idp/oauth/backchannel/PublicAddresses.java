// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.oauth.backchannel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells the addresses of the internet from those of this machine and of networks inside, to which a
 * client could otherwise make this service send requests (IANA's special-purpose registries, RFC
 * 6890).
 */
final class PublicAddresses {

    private static final List<Block> SPECIAL_V4 =
            blocks(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4");

    private static final Block GLOBAL_V6 = Block.of("2000::/3");

    // Tunnels, whose addresses hold another, and documentation.
    private static final List<Block> SPECIAL_V6 =
            blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private PublicAddresses() {}

    /** Whether an address is one of the internet, where anybody may be. */
    static boolean include(InetAddress address) {
        return address instanceof Inet6Address
                ? GLOBAL_V6.holds(address) && SPECIAL_V6.stream().noneMatch(it -> it.holds(address))
                : SPECIAL_V4.stream().noneMatch(it -> it.holds(address));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toList();
    }

    /**
     * A block of addresses of one kind.
     *
     * @param first the first 64 bits
     * @param bits of them that are the same for all, at least one
     */
    private record Block(long first, int bits) {

        static Block of(String text) {
            String[] parts = text.split("/", -1);
            try {
                InetAddress literal = InetAddress.getByName(parts[0]);
                return new Block(head(literal), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean holds(InetAddress address) {
            return (head(address) ^ first) >>> (Long.SIZE - bits) == 0;
        }

        private static long head(InetAddress address) {
            return ByteBuffer.allocate(16).put(address.getAddress()).getLong(0);
        }
    }
}
