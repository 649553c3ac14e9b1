package dev.repostore.host;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public internet, by IANA's registries of special-purpose addresses:
 * everything a request made on a stranger's behalf must not reach is left out.
 */
final class PublicAddresses {

  private static final List<Block> SPECIAL_4 = blocks(
      "0.0.0.0/8", // this network
      "10.0.0.0/8", // private
      "100.64.0.0/10", // carrier-grade NAT
      "127.0.0.0/8", // loopback
      "169.254.0.0/16", // link-local, and the metadata services of clouds
      "172.16.0.0/12", // private
      "192.0.0.0/24", // protocol assignments
      "192.0.2.0/24", // documentation
      "192.88.99.0/24", // 6to4 relays
      "192.168.0.0/16", // private
      "198.18.0.0/15", // benchmarks
      "198.51.100.0/24", // documentation
      "203.0.113.0/24", // documentation
      "224.0.0.0/4", // multicast
      "240.0.0.0/4"); // reserved, and broadcast

  // Of IPv6 only global unicast is public: loopback, mapped and compatible IPv4, unique-local,
  // link-local and multicast all lie outside it.
  private static final Block GLOBAL_6 = block("2000::/3");
  private static final List<Block> SPECIAL_6 = blocks(
      "2001::/23", // protocol assignments, Teredo and ORCHID among them
      "2001:db8::/32", // documentation
      "2002::/16", // 6to4: an IPv4 address in disguise
      "3fff::/20"); // documentation

  /** The well-known prefix of NAT64: what counts is the IPv4 address in its last 4 bytes. */
  private static final Block NAT64 = block("64:ff9b::/96");

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return SPECIAL_4.stream().noneMatch(block -> block.contains(bytes));
    }
    if (NAT64.contains(bytes)) {
      return contains(ipv4(Arrays.copyOfRange(bytes, 12, 16)));
    }
    return GLOBAL_6.contains(bytes) && SPECIAL_6.stream().noneMatch(block -> block.contains(bytes));
  }

  private static InetAddress ipv4(byte[] bytes) {
    try {
      return Inet4Address.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static List<Block> blocks(String... all) {
    return Arrays.stream(all).map(PublicAddresses::block).toList();
  }

  private static Block block(String text) {
    String[] parts = text.split("/", 2);
    try {
      byte[] prefix = InetAddress.getByName(parts[0]).getAddress();
      return new Block(new BigInteger(1, prefix), prefix.length * 8, Integer.parseInt(parts[1]));
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(text, impossible);
    }
  }

  /** The addresses of {@code bits} bits that begin with the first {@code length} of a prefix. */
  private record Block(BigInteger prefix, int bits, int length) {

    boolean contains(byte[] address) {
      return address.length * 8 == bits
          && new BigInteger(1, address).xor(prefix).bitLength() <= bits - length;
    }
  }
}
