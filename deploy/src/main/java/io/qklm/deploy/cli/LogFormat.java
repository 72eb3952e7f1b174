package io.qklm.deploy.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import org.apache.logging.log4j.core.config.Configurator;

/** Where the log of a command goes, and in which form. */
enum LogFormat {
  /** Into a file beside the distribution, as the command has it from its start. */
  FILE {
    @Override
    void apply() {}
  },
  /** To standard output, a JSON object a line, for collectors in containers. */
  JSON {
    @Override
    void apply() {
      URL configuration = LogFormat.class.getResource("/qklm-log4j2-json.properties");
      if (configuration == null) {
        throw new IllegalStateException("the logging configuration is missing in this build");
      }
      try {
        Configurator.reconfigure(new URI(configuration.toString()));
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  };

  abstract void apply();
}
