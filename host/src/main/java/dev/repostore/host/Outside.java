package dev.repostore.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How an import reaches the world: everything a test has to replace to play a public server on this
 * machine.
 *
 * @param names asks for a host's addresses
 * @param route where a checked address is dialled
 * @param trust which certificates to believe; null for those Java believes
 */
record Outside(
    Names names,
    UnaryOperator<InetSocketAddress> route,
    @Nullable KeyStore trust) {

  /** The real world. */
  static final Outside WORLD =
      new Outside(InetAddress::getAllByName, UnaryOperator.identity(), null);

  /** A host's addresses. */
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /**
   * Where to connect for {@code host}. Its addresses are asked for once, checked, and are the very
   * ones that are dialled, so that no second answer can lead elsewhere. One address that is not
   * public condemns the host.
   */
  List<InetSocketAddress> addresses(String host, int port, boolean privateToo)
      throws UnknownHostException, Refusal {
    // A dot at the end says that a name is whole; some systems find none with it.
    InetAddress[] all = names.of(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
    if (!privateToo && !Arrays.stream(all).allMatch(PublicAddresses::contains)) {
      throw new Refusal(ImportErrors.privateAddress(host));
    }
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (InetAddress address : all) {
      InetSocketAddress dialled = route.apply(new InetSocketAddress(address, port));
      // The name goes with the address: it is what the certificate must be for.
      InetAddress named = InetAddress.getByAddress(host, dialled.getAddress().getAddress());
      addresses.add(new InetSocketAddress(named, dialled.getPort()));
    }
    return addresses;
  }
}
