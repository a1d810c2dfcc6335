// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.guessing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The addresses that are likely to be one caller's: a /24 of IPv4, a /56 of IPv6.
 *
 * @param text equal for all addresses of a block, and for no other
 */
record AddressBlock(String text) {
    /** Of whoever is not told: all of them share one. */
    static final AddressBlock UNKNOWN = new AddressBlock("unknown");

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 7;

    /** The block of an address; {@link #UNKNOWN} for a text that is none. */
    static AddressBlock of(String address) {
        try {
            // Also of IPv4, if it is written as ::ffff:192.0.2.1.
            InetAddress parsed = InetAddress.ofLiteral(address);
            int length = parsed instanceof Inet4Address ? IPV4_BYTES : IPV6_BYTES;
            byte[] block = Arrays.copyOf(parsed.getAddress(), length);
            return new AddressBlock(HexFormat.of().formatHex(block));
        } catch (IllegalArgumentException none) {
            return UNKNOWN;
        }
    }
}
