package io.qklm.connect.feed;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Hosts of the public net. As a resolver it knows no others, so that a name that pointed elsewhere
 * when it was looked at does not lead inside when it is asked.
 */
final class PublicHosts implements DnsResolver {

  private final Predicate<InetAddress> inPublic;

  PublicHosts() {
    this(PublicHosts::isPublic);
  }

  /** With another idea of what is public, for tests, which have no public net. */
  PublicHosts(Predicate<InetAddress> inPublic) {
    this.inPublic = inPublic;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] all = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    if (!Arrays.stream(all).allMatch(inPublic)) {
      throw new UnknownHostException(host + " is no host of the public net");
    }
    return all;
  }

  @Override
  public @Nullable String resolveCanonicalHostname(String host) throws UnknownHostException {
    return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
  }

  /** Whether a name leads to the public net only, or to nothing that is known here. */
  boolean isPublic(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(inPublic);
    } catch (UnknownHostException e) {
      // It cannot be asked from here; a proxy may know it.
      return true;
    }
  }

  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (address instanceof Inet6Address) {
      // fc00::/7 is private; the others carry an address of IPv4 inside: 64:ff9b::/96 and
      // 2002::/16.
      boolean translated = first == 0 && second == 0x64 && bytes[2] == (byte) 0xff;
      boolean tunnelled = first == 0x20 && second == 0x02;
      return (first & 0xfe) != 0xfc
          && !(translated && !isPublic4(Arrays.copyOfRange(bytes, 12, 16)))
          && !(tunnelled && !isPublic4(Arrays.copyOfRange(bytes, 2, 6)));
    }
    return isPublic4(bytes);
  }

  /** Of the ranges that RFC 6890 sets apart, those that may be behind a wall. */
  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first != 0
        && first != 10
        && first != 127
        && first < 224
        && !(first == 100 && second >= 64 && second < 128)
        && !(first == 169 && second == 254)
        && !(first == 172 && second >= 16 && second < 32)
        && !(first == 192 && second == 168)
        && !(first == 192 && second == 0 && bytes[2] == 0)
        && !(first == 198 && (second == 18 || second == 19));
  }
}
