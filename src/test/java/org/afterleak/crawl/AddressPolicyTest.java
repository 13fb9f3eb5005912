package org.afterleak.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private final AddressPolicy policy = new AddressPolicy(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::10.0.0.1",
                "::7f00:1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:db8::1",
                "2002:0a00:0001::1",
                "2002:7f00:1::",
                "2002:c0a8:0101::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "4000::1"
            })
    void privateAndSpecialAddress_isRefused(String address) throws Exception {
        assertThat(policy.permits(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2002:0808:0808::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void publicAddress_isPermitted(String address) throws Exception {
        assertThat(policy.permits(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void namedBlock_isPermittedAndItsNeighbourIsNot() throws Exception {
        AddressPolicy named = new AddressPolicy(List.of(Cidr.of("10.1.0.0/20"), Cidr.of("fd00:1::/32")));
        assertThat(named.permits(InetAddress.getByName("10.1.15.255"))).isTrue();
        assertThat(named.permits(InetAddress.getByName("::ffff:10.1.0.1"))).isTrue();
        assertThat(named.permits(InetAddress.getByName("10.1.16.0"))).isFalse();
        assertThat(named.permits(InetAddress.getByName("fd00:1::5"))).isTrue();
        assertThat(named.permits(InetAddress.getByName("fd00:2::5"))).isFalse();
        assertThat(named.permits(InetAddress.getByName("64:ff9b::10.1.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "::/129",
                "10.0/8",
                "256.0.0.1",
                "10.0.0.0/8/8",
                "0x7f.0.0.1",
                "2130706433"
            })
    void textThatIsNoBlock_isNotParsed(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void bareAddress_isABlockOfOne() throws Exception {
        Cidr one = Cidr.of("192.0.2.7");
        assertThat(one.contains(InetAddress.getByName("192.0.2.7"))).isTrue();
        assertThat(one.contains(InetAddress.getByName("192.0.2.6"))).isFalse();
        assertThat(Cidr.of("0.0.0.0/0").contains(InetAddress.getByName("192.0.2.6")))
                .isTrue();
        assertThat(Cidr.of("0.0.0.0/0").contains(InetAddress.getByName("::1"))).isFalse();
    }
}
