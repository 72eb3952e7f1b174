package io.qklm.connect;

/** The version that Connect shows for the plugins of this jar. */
public final class PluginVersion {

  private PluginVersion() {}

  public static String current() {
    String version = PluginVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
