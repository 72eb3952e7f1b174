package io.qklm.connect.feed;

import com.ibm.icu.text.IDNA;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address on the web that can be asked: http or https, with a host.
 *
 * @param uri in lower case up to the path, with what addresses must not hold percent-encoded
 */
record WebAddress(URI uri) {

  /** Allowed in an address beside letters and digits; brackets only in a host, which is no path. */
  private static final String ALLOWED = "-._~:/?#@!$&'()*+,;=%";

  /** As one is written inside an address. */
  private static final String COMMA = "%" + Integer.toHexString(',').toUpperCase(Locale.ROOT);

  private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)");

  private static final IDNA HOSTS =
      IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI);

  /**
   * Of a whole address as people write it.
   *
   * @throws IllegalArgumentException with what is wrong, to follow the address
   */
  static WebAddress absolute(String written) {
    Matcher parts = FORM.matcher(written);
    String scheme = parts.matches() ? parts.group(1).toLowerCase(Locale.ROOT) : "";
    if (!(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException(
          "is no address of a feed; http://host/path is one (a comma inside an address is written "
              + COMMA
              + ")");
    }
    String authority = parts.group(2);
    return of(scheme, host(authority.substring(authority.lastIndexOf('@') + 1)), parts.group(3));
  }

  /** Host and port as the net knows them: names of any script in ASCII, in lower case. */
  private static String host(String authority) {
    if (authority.startsWith("[")) {
      return authority.toLowerCase(Locale.ROOT);
    }
    int colon = authority.indexOf(':');
    String port = colon < 0 ? "" : authority.substring(colon);
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = new StringBuilder();
    HOSTS.nameToASCII(colon < 0 ? authority : authority.substring(0, colon), ascii, info);
    if (ascii.isEmpty() || info.hasErrors() || !port.matches("|:\\d{0,5}")) {
      throw new IllegalArgumentException("has no host that can be asked");
    }
    return ascii + (port.equals(":") ? "" : port);
  }

  private static WebAddress of(String scheme, String authority, String rest) {
    String path = rest.startsWith("/") ? rest : "/" + rest;
    return new WebAddress(URI.create(scheme + "://" + authority + encoded(withoutFragment(path))));
  }

  /**
   * What an address or a part of one means here; empty where that is not on the web.
   *
   * @param reference as feeds and servers write it, with spaces and letters of any script
   */
  Optional<WebAddress> resolve(String reference) {
    String clean = reference.strip();
    try {
      if (FORM.matcher(clean).matches()) {
        return Optional.of(absolute(clean));
      }
      clean = withoutFragment(encoded(clean));
      URI found = uri.resolve(URI.create(clean));
      String scheme = String.valueOf(found.getScheme()).toLowerCase(Locale.ROOT);
      String authority = found.getRawAuthority();
      if (!(scheme.equals("http") || scheme.equals("https")) || authority == null) {
        return Optional.empty();
      }
      String query = found.getRawQuery();
      return Optional.of(
          of(
              scheme,
              authority.toLowerCase(Locale.ROOT).replaceFirst("^.*@", ""),
              found.getRawPath() + (query == null ? "" : "?" + query)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The host's name, or its number without brackets. */
  String host() {
    String authority = uri.getRawAuthority();
    if (authority.startsWith("[")) {
      return authority.substring(1, Math.max(1, authority.indexOf(']')));
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  /** The port that is named; -1 for the scheme's own. */
  int port() {
    String authority = uri.getRawAuthority();
    String port = authority.substring(authority.lastIndexOf(':') + 1);
    return port.length() < authority.length() && port.matches("\\d{1,5}")
        ? Integer.parseInt(port)
        : -1;
  }

  /** What is asked of the host. */
  String pathAndQuery() {
    String query = uri.getRawQuery();
    return uri.getRawPath() + (query == null ? "" : "?" + query);
  }

  private static String withoutFragment(String address) {
    int hash = address.indexOf('#');
    return hash < 0 ? address : address.substring(0, hash);
  }

  /** The same where it is an address by the letter, else with what is not percent-encoded. */
  static String legal(String reference) {
    try {
      return URI.create(reference).toString();
    } catch (IllegalArgumentException e) {
      return encoded(reference);
    }
  }

  private static String encoded(String address) {
    StringBuilder result = new StringBuilder(address.length() + 16);
    for (int i = 0; i < address.length(); ) {
      int c = address.codePointAt(i);
      int next = i + Character.charCount(c);
      if (c < 0x80
          && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0)
          && (c != '%' || isEscape(address, i))) {
        result.append((char) c);
      } else {
        for (byte b : address.substring(i, next).getBytes(StandardCharsets.UTF_8)) {
          result.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
      }
      i = next;
    }
    return result.toString();
  }

  private static boolean isEscape(String address, int percent) {
    return percent + 2 < address.length()
        && Character.digit(address.charAt(percent + 1), 16) >= 0
        && Character.digit(address.charAt(percent + 2), 16) >= 0;
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
