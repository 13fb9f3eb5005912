package org.afterleak.crawl;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which IP addresses the crawler may connect to: those of the public internet, and the blocks that the user named. It is
 * asked about the address of the socket itself, at connect time, so it does not matter how the address came about: a
 * name that resolves differently the second time, a decimal or octal literal, a redirect. Immutable.
 *
 * <p>Refused are the blocks of the IANA special-purpose registries (RFC 6890 and its updates) that are not globally
 * reachable, multicast (RFC 5771), all of IPv6 outside 2000::/3 (RFC 4291, 2.4), and the IPv6 forms that carry a refused
 * IPv4 address: mapped and compatible (RFC 4291, 2.5.5), NAT64 (RFC 6052), 6to4 (RFC 3056).
 */
public final class AddressPolicy {
    private static final List<Cidr> REFUSED_V4 = blocks(
            "0.0.0.0/8", // "this network", RFC 791
            "10.0.0.0/8", // RFC 1918
            "100.64.0.0/10", // shared address space of carriers, RFC 6598
            "127.0.0.0/8", // loopback, RFC 1122
            "169.254.0.0/16", // link-local, RFC 3927; metadata services of clouds
            "172.16.0.0/12", // RFC 1918
            "192.0.0.0/24", // IETF protocol assignments, RFC 6890
            "192.0.2.0/24", // documentation, RFC 5737
            "192.88.99.0/24", // 6to4 relays, RFC 7526
            "192.168.0.0/16", // RFC 1918
            "198.18.0.0/15", // benchmarking, RFC 2544
            "198.51.100.0/24", // documentation, RFC 5737
            "203.0.113.0/24", // documentation, RFC 5737
            "224.0.0.0/4", // multicast, RFC 5771
            "240.0.0.0/4"); // reserved, RFC 1112, and broadcast

    private static final Cidr GLOBAL_V6 = Cidr.of("2000::/3");

    private static final List<Cidr> REFUSED_V6 = blocks(
            "2001::/23", // IETF protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID
            "2001:db8::/32", // documentation, RFC 3849
            "3fff::/20"); // documentation, RFC 9637

    private static final Cidr NAT64 = Cidr.of("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.of("2002::/16");

    private final List<Cidr> allowed;

    /** The public internet, and these blocks besides. */
    public AddressPolicy(List<Cidr> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Whether a connection to this address may be made. */
    public boolean permits(InetAddress address) {
        return allowed.stream().anyMatch(block -> block.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return REFUSED_V4.stream().noneMatch(block -> block.contains(address));
        }
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address)) {
            return isPublic(embedded(bytes, 12));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return isPublic(embedded(bytes, 2));
        }
        // ::ffff:0:0/96 becomes an Inet4Address in Java; ::/96 (compatible, ::, ::1) lies outside 2000::/3.
        return GLOBAL_V6.contains(address) && REFUSED_V6.stream().noneMatch(block -> block.contains(address));
    }

    private static InetAddress embedded(byte[] bytes, int offset) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    private static List<Cidr> blocks(String... texts) {
        return Stream.of(texts).map(Cidr::of).toList();
    }
}
