package io.qklm.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.flink.sql.column.AnswerColumns;
import io.qklm.flink.sql.column.Column;
import io.qklm.flink.sql.column.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.table.factories.FactoryUtil;
import org.junit.jupiter.api.Test;

/**
 * The tables in docs/sql.md say what the code does. With {@code -Dqklm.docs.write=true} the page is
 * written anew.
 */
class SqlDocTest {

  private static final Path PAGE = Path.of("../docs/sql.md");

  @Test
  void listsEveryOption() throws Exception {
    QklmModelProviderFactory model = new QklmModelProviderFactory();
    check("options: model", options(model.requiredOptions(), model.optionalOptions()));
    QklmKnowledgeTableFactory table = new QklmKnowledgeTableFactory();
    check("options: knowledge", options(table.requiredOptions(), table.optionalOptions()));
  }

  @Test
  void listsEveryColumn() throws Exception {
    check(
        "columns",
        "| column | type |\n| --- | --- |\n"
            + Stream.concat(
                    Stream.of(SqlTask.SUMMARIZE, SqlTask.ANNOTATE, SqlTask.ENRICH)
                        .flatMap(task -> PredictionColumns.of(task).all().stream())
                        .map(SqlDocTest::line),
                    AnswerColumns.ALL.all().stream().map(SqlDocTest::line))
                .distinct()
                .collect(Collectors.joining()));
    check(
        "knowledge-columns",
        "| table | columns |\n| --- | --- |\n"
            + Arrays.stream(KnowledgeTable.Kind.values())
                .map(
                    kind ->
                        "| `"
                            + kind.word()
                            + "` | "
                            + columns(KnowledgeTable.of(kind, "en"))
                            + " |\n")
                .collect(Collectors.joining()));
  }

  private static <T> String line(Column<T> column) {
    return "| `" + column.name() + "` | `" + Columns.typeOf(column) + "` |\n";
  }

  private static String columns(KnowledgeTable<?> table) {
    return table.columns().all().stream()
        .map(column -> "`" + column.name() + " " + Columns.typeOf(column) + "`")
        .collect(Collectors.joining(", "));
  }

  private static void check(String marker, String table) throws IOException {
    String page = Files.readString(PAGE);
    Matcher found = Pattern.compile("(?<=<!-- " + marker + " -->\n)(\\|.*\n)*").matcher(page);
    assertThat(found.find()).as("%s has a place for '%s'", PAGE, marker).isTrue();
    if (Boolean.getBoolean("qklm.docs.write")) {
      Files.writeString(PAGE, found.replaceFirst(Matcher.quoteReplacement(table)));
    } else {
      assertThat(found.group()).isEqualTo(table);
    }
  }

  private static String options(Set<ConfigOption<?>> required, Set<ConfigOption<?>> optional) {
    return "| option | default | meaning |\n| --- | --- | --- |\n"
        + sorted(required)
            .filter(option -> option != FactoryUtil.PROVIDER && option != FactoryUtil.CONNECTOR)
            .map(option -> line(option, "required"))
            .collect(Collectors.joining())
        + sorted(optional)
            .map(
                option ->
                    line(
                        option, option.hasDefaultValue() ? shown(option.defaultValue()) : "(none)"))
            .collect(Collectors.joining());
  }

  private static Stream<ConfigOption<?>> sorted(Set<ConfigOption<?>> options) {
    List<ConfigOption<?>> list =
        options.stream()
            .sorted(Comparator.comparing(ConfigOption::key))
            .collect(Collectors.toList());
    return list.stream();
  }

  private static String shown(Object value) {
    return value.toString().isEmpty() ? "(empty)" : "`" + value + "`";
  }

  private static String line(ConfigOption<?> option, String byDefault) {
    return "| `"
        + option.key()
        + "` | "
        + byDefault
        + " | "
        + new HtmlFormatter().format(option.description())
        + " |\n";
  }
}
