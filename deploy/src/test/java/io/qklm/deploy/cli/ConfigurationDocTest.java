package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.deploy.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * docs/configuration.md lists every option there is. With {@code -Dqklm.docs.write=true} the page
 * is written anew.
 */
class ConfigurationDocTest {

  private static final Path DOCS = Path.of("../docs");
  private static final Pattern PART =
      Pattern.compile(
          "(?<head><!-- (?:written from the commands|copied from (?<page>[a-z]+\\.md):"
              + " (?<name>[a-z]+)) -->\\n"
              + ")(?<body>.*?)(?=<!-- end -->)",
          Pattern.DOTALL);

  @Test
  void listsEveryOption() throws IOException {
    Path page = DOCS.resolve("configuration.md");
    String text = Files.readString(page);
    StringBuilder written = new StringBuilder();
    Matcher part = PART.matcher(text);
    int parts = 0;
    while (part.find()) {
      String body =
          part.group("page") == null ? commands() : table(part.group("page"), part.group("name"));
      part.appendReplacement(written, Matcher.quoteReplacement(part.group("head") + body));
      parts++;
    }
    part.appendTail(written);
    assertThat(parts).isEqualTo(5);
    if (Boolean.getBoolean("qklm.docs.write")) {
      Files.writeString(page, written);
    } else {
      assertThat(text)
          .as("-Dqklm.docs.write=true writes the page anew")
          .isEqualTo(written.toString());
    }
  }

  /** A table of options that a test of its own module holds to the code. */
  private static String table(String page, String name) throws IOException {
    Matcher found =
        Pattern.compile("<!-- options: " + name + " -->\n((?:\\|.*\n)+)")
            .matcher(Files.readString(DOCS.resolve(page)));
    assertThat(found.find()).as("%s has a table of '%s'", page, name).isTrue();
    return found.group(1);
  }

  private static String commands() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    CommandLine top = QklmCommand.commandLine(Terminal.plain(nowhere, nowhere));
    StringBuilder text = new StringBuilder();
    append(top, text);
    return text.toString();
  }

  private static void append(CommandLine command, StringBuilder text) {
    CommandSpec spec = command.getCommandSpec();
    List<OptionSpec> options =
        spec.options().stream().filter(option -> !option.inherited() && !isOfAll(option)).toList();
    if (!options.isEmpty() || !spec.positionalParameters().isEmpty()) {
      text.append("\n### `").append(spec.qualifiedName()).append("`\n\n");
      text.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
      text.append("| option | meaning |\n| --- | --- |\n");
      for (PositionalParamSpec parameter : spec.positionalParameters()) {
        text.append(row(parameter.paramLabel(), parameter));
      }
      for (OptionSpec option : options) {
        String names = String.join(", ", option.names());
        text.append(
            row(option.arity().max() == 0 ? names : names + " " + option.paramLabel(), option));
      }
    }
    command.getSubcommands().values().stream().distinct().forEach(sub -> append(sub, text));
  }

  /** Said once, above the tables. */
  private static boolean isOfAll(OptionSpec option) {
    return option.usageHelp()
        || option.versionHelp()
        || option.longestName().equals("--stack-trace");
  }

  private static String row(String name, ArgSpec argument) {
    String meaning =
        List.of(argument.description()).stream()
            .collect(Collectors.joining(" "))
            .replace("%n", " ")
            .replace("%%", "%")
            .replace("|", "\\|");
    return "| `" + name + "` | " + (argument.required() ? "Required. " : "") + meaning + " |\n";
  }
}
