package io.qklm.kg.store.repository;

import java.util.regex.Pattern;

/** The keys of objects, one or two names, checked before a backend makes a path of them. */
public final class ObjectKeys {

  private static final String NAME = "[A-Za-z0-9-][A-Za-z0-9.-]*";
  private static final Pattern KEY = Pattern.compile(NAME + "(/" + NAME + ")?");

  private ObjectKeys() {}

  /**
   * The key, which is one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String checked(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("'" + key + "' is no key of an object");
    }
    return key;
  }
}
