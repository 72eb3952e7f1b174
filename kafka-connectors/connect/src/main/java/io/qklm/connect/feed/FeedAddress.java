package io.qklm.connect.feed;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a feed is. Taken as people write it: host names with an underscore or in any script,
 * schemes in capitals, a name and a password in front of the host.
 *
 * @param given as it was written; holds the password, so for the configuration of a task alone
 * @param name what it is called in records, offsets and messages: as written, without the password
 * @param web where it is asked
 * @param authorization the header that the name and password make
 */
record FeedAddress(String given, String name, WebAddress web, Optional<String> authorization) {

  private static final Pattern SECRET = Pattern.compile("(?<=//)[^/?#]*@");

  /**
   * Of what a person wrote.
   *
   * @throws IllegalArgumentException with what is wrong and what is allowed, without the password
   */
  static FeedAddress of(String written) {
    String given = written.strip();
    String name = SECRET.matcher(given).replaceFirst("");
    if (given.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException("'" + name + "' holds a space; write it as %20");
    }
    WebAddress web;
    try {
      web = WebAddress.absolute(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + name + "' " + e.getMessage());
    }
    Matcher secret = SECRET.matcher(given);
    return new FeedAddress(
        given,
        name,
        web,
        secret.find()
            ? Optional.of(basic(secret.group().substring(0, secret.group().length() - 1)))
            : Optional.empty());
  }

  private static String basic(String secret) {
    String words = URLDecoder.decode(secret.replace("+", "%2B"), StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
  }

  /** The same host, port and scheme, or its https: where the password may be shown. */
  boolean trusts(WebAddress other) {
    URI mine = web.uri();
    URI theirs = other.uri();
    return authorization.isPresent()
        && mine.getRawAuthority().equals(theirs.getRawAuthority())
        && (mine.getScheme().equals(theirs.getScheme()) || theirs.getScheme().equals("https"));
  }
}
