package io.qklm.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command {@code qklm} as a process, as its script starts it. */
public final class QklmProcess {

  private QklmProcess() {}

  /**
   * Starts it.
   *
   * @param folder for its log and temporary files; new
   * @param words of the command line, such as {@code kg update --repository ...}
   */
  public static JavaProcess start(ClusterHome home, Path folder, List<String> words)
      throws IOException {
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    List<String> command = new ArrayList<>(List.of("io.qklm.deploy.cli.QklmCommand"));
    command.addAll(words);
    return JavaProcess.start(
        new JavaProcess.Start(
            "qklm",
            folder,
            List.of(home.command(), ClusterHome.layLeash(folder.resolve("leash"))),
            List.of(
                "-Xmx1g",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Dlog4j2.configurationFile=qklm-log4j2.xml",
                "-Djava.io.tmpdir=" + temporary,
                "-Dqklm.home=" + home.qklm()),
            command,
            Map.of("ORT_DISABLE_TELEMETRY", "1")));
  }
}
