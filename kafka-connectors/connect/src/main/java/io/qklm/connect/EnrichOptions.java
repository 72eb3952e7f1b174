package io.qklm.connect;

import io.qklm.document.TextForm;
import io.qklm.model.QklmOptions;
import io.qklm.model.SummaryForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of {@link EnrichTransform}.
 *
 * @param knowledge folder of the snapshot
 * @param model folder of the bundle; empty for the one that comes with the plugin
 * @param engine how the engine works
 * @param textField where the text is in a value with fields
 * @param contentType what the text is; unspecified where values may say it themselves
 * @param titleField where the title is, if there is one
 * @param languageField where the language is, if there is one
 * @param outputField the field that is added
 * @param failing whether a record that cannot be enriched fails, or says so and goes on
 */
record EnrichOptions(
    Path knowledge,
    String model,
    QklmOptions engine,
    FieldPath textField,
    TextForm contentType,
    FieldPath titleField,
    FieldPath languageField,
    String outputField,
    boolean failing) {

  private static final String OWNER = "the transformation of QKLM";
  private static final String KNOWLEDGE = "knowledge";
  private static final String MODEL = "model";
  private static final String TEXT_FIELD = "text.field";
  private static final String CONTENT_TYPE = "text.content.type";
  private static final String TITLE_FIELD = "title.field";
  private static final String LANGUAGE_FIELD = "language.field";
  private static final String OUTPUT_FIELD = "output.field";
  private static final String ON_FAILURE = "on.failure";
  private static final String SENTENCES = "summary.sentences";
  private static final String CHARACTERS = "summary.characters";
  private static final String CODE_POINTS = "max.code.points";
  private static final String FAIL = "fail";
  private static final String MARK = "mark";

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              KNOWLEDGE,
              ConfigDef.Type.STRING,
              Importance.HIGH,
              "Folder of the knowledge snapshot, under this path on every worker.")
          .define(
              TEXT_FIELD,
              ConfigDef.Type.STRING,
              "text",
              Importance.HIGH,
              "The field that holds the text; names with dots between them lead into nested fields,"
                  + " such as after.body. A value that is a string is the text itself.")
          .define(
              CONTENT_TYPE,
              ConfigDef.Type.STRING,
              "",
              ValidString.in("", "text/plain", "text/html"),
              Importance.LOW,
              "What the text is: text/html, of which the words are extracted, or text/plain. Empty:"
                  + " as a field 'contentType' says, else plain unless markup is noticed in it.")
          .define(
              OUTPUT_FIELD,
              ConfigDef.Type.STRING,
              "qklm",
              Importance.MEDIUM,
              "The field that is added to the value, with the enrichment.")
          .define(
              ON_FAILURE,
              ConfigDef.Type.STRING,
              MARK,
              ValidString.in(MARK, FAIL),
              Importance.MEDIUM,
              "What becomes of a record that cannot be enriched: 'mark' lets it pass with the"
                  + " reason in the added field's 'error', 'fail' hands it to Connect's"
                  + " errors.tolerance and dead letter queue.")
          .define(
              TITLE_FIELD,
              ConfigDef.Type.STRING,
              "title",
              Importance.LOW,
              "The field that holds the title, if records have one.")
          .define(
              LANGUAGE_FIELD,
              ConfigDef.Type.STRING,
              "language",
              Importance.LOW,
              "The field that holds the text's BCP 47 code, if records have one.")
          .define(
              MODEL,
              ConfigDef.Type.STRING,
              "",
              Importance.LOW,
              "Folder of the model bundle, or zero-shot for the published encoder alone; empty for"
                  + " the trained one that comes with the plugin.")
          .define(
              SENTENCES,
              ConfigDef.Type.INT,
              QklmOptions.defaults().summary().sentences(),
              Range.atLeast(1),
              Importance.LOW,
              "Sentences of a summary at most.")
          .define(
              CHARACTERS,
              ConfigDef.Type.INT,
              SummaryForm.UNLIMITED,
              Range.atLeast(0),
              Importance.LOW,
              "Characters of a summary at most, 0 for no limit; sentences are never cut.")
          .define(
              CODE_POINTS,
              ConfigDef.Type.INT,
              QklmOptions.defaults().maxCodePoints(),
              Range.atLeast(100),
              Importance.LOW,
              "Code points of a text that are read; the rest is left out and 'truncated' says so.");

  /**
   * @throws ConfigException with what is wrong and what is allowed
   */
  static EnrichOptions of(Map<String, ?> given) {
    Unknown.refuse(
        OWNER, given, DEFINITION, List.of("type", "predicate", "negate", "plugin.version"));
    AbstractConfig values = new AbstractConfig(DEFINITION, given, false);
    QklmOptions defaults = QklmOptions.defaults();
    Path knowledge = Path.of(values.getString(KNOWLEDGE));
    if (!Files.isDirectory(knowledge)) {
      throw new ConfigException(
          OWNER
              + ": the knowledge folder "
              + knowledge.toAbsolutePath()
              + " does not exist on this machine; build one with 'qklm kg build', and give every"
              + " worker the same path");
    }
    return new EnrichOptions(
        knowledge,
        values.getString(MODEL),
        new QklmOptions(
            defaults.threads(),
            values.getInt(CODE_POINTS),
            SummaryForm.defaults()
                .withSentences(values.getInt(SENTENCES))
                .withMaxCharacters(values.getInt(CHARACTERS)),
            defaults.candidates(),
            defaults.nilThreshold(),
            defaults.minScore()),
        new FieldPath(values.getString(TEXT_FIELD)),
        TextForm.ofMediaType(values.getString(CONTENT_TYPE)),
        new FieldPath(values.getString(TITLE_FIELD)),
        new FieldPath(values.getString(LANGUAGE_FIELD)),
        values.getString(OUTPUT_FIELD),
        values.getString(ON_FAILURE).equals(FAIL));
  }
}
