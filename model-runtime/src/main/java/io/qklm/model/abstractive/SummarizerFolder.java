package io.qklm.model.abstractive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.qklm.kg.store.files.Sha256;
import io.qklm.model.onnx.EncoderDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An encoder-decoder's files, as Hugging Face Optimum exports them: {@code encoder_model.onnx},
 * {@code decoder_model_merged.onnx} or else {@code decoder_model.onnx} with or without {@code
 * decoder_with_past_model.onnx}, {@code tokenizer.json}, {@code config.json} and {@code
 * generation_config.json}. The graphs may stand in the folder {@code onnx} beside the others.
 *
 * @param folder where they are
 * @param graphs the networks
 * @param tokenizer bytes of {@code tokenizer.json}
 * @param settings how words are chosen
 * @param digest SHA-256 over names and digests of all files that are used, in hex
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the tokenizer, never compared
public record SummarizerFolder(
    Path folder,
    EncoderDecoder.Files graphs,
    byte[] tokenizer,
    GenerationSettings settings,
    String digest) {

  private static final String ENCODER = "encoder_model.onnx";
  private static final String DECODER = "decoder_model.onnx";
  private static final String WITH_PAST = "decoder_with_past_model.onnx";
  private static final String MERGED = "decoder_model_merged.onnx";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String CONFIG = "config.json";
  private static final String GENERATION = "generation_config.json";
  private static final String WHAT_IT_IS =
      "; it is a folder with an encoder-decoder as 'optimum-cli export onnx --task"
          + " text2text-generation-with-past' writes it";
  private static final long LARGEST_JSON = 64L << 20;

  /**
   * Bytes of a folder's networks.
   *
   * @throws IOException as {@link #open}
   */
  public static long weights(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : all(graphs(folder))) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  private static EncoderDecoder.Files graphs(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no summarizer at " + folder + WHAT_IT_IS);
    }
    Path beside = folder.resolve("onnx");
    Path graphs =
        !Files.exists(folder.resolve(ENCODER)) && Files.exists(beside.resolve(ENCODER))
            ? beside
            : folder;
    require(graphs, ENCODER);
    Optional<Path> merged = existing(graphs, MERGED);
    if (merged.isPresent()) {
      return new EncoderDecoder.Files(graphs.resolve(ENCODER), merged.get(), Optional.empty());
    }
    require(graphs, DECODER);
    return new EncoderDecoder.Files(
        graphs.resolve(ENCODER), graphs.resolve(DECODER), existing(graphs, WITH_PAST));
  }

  /** The graphs, and weights that stand in files beside them. */
  private static List<Path> all(EncoderDecoder.Files graphs) throws IOException {
    List<Path> all = new ArrayList<>(List.of(graphs.encoder(), graphs.decoder()));
    graphs.withPast().ifPresent(all::add);
    all.addAll(outside(List.copyOf(all)));
    return all;
  }

  /**
   * Reads a folder's small files and digests all of them.
   *
   * @throws IOException with a sentence that says what is missing and how it is made
   */
  public static SummarizerFolder open(Path folder) throws IOException {
    EncoderDecoder.Files graphs = graphs(folder);
    require(folder, TOKENIZER);
    require(folder, CONFIG);
    List<Path> networks = all(graphs);
    List<Path> used = new ArrayList<>(networks);
    used.add(folder.resolve(TOKENIZER));
    used.add(folder.resolve(CONFIG));
    existing(folder, GENERATION).ifPresent(used::add);
    StringBuilder digests = new StringBuilder();
    for (Path file : used) {
      digests.append(file.getFileName()).append(' ').append(Sha256.hexOf(file)).append('\n');
    }
    return new SummarizerFolder(
        folder,
        graphs,
        read(folder.resolve(TOKENIZER)),
        settings(folder),
        Sha256.hexOf(digests.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** Its name in the provenance. */
  public String name() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? folder.toString() : last.toString();
  }

  private static GenerationSettings settings(Path folder) throws IOException {
    Optional<Path> generation = existing(folder, GENERATION);
    try {
      return GenerationSettings.of(
          json(folder.resolve(CONFIG)),
          generation.isPresent() ? json(generation.get()) : JsonNodeFactory.instance.objectNode());
    } catch (IOException e) {
      throw new IOException("the summarizer " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static JsonNode json(Path file) throws IOException {
    try {
      return new ObjectMapper().readTree(read(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file.getFileName() + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_JSON) {
      throw new IOException(
          file + " has " + Files.size(file) + " bytes; at most " + LARGEST_JSON + " are read");
    }
    return Files.readAllBytes(file);
  }

  private static void require(Path folder, String file) throws IOException {
    if (existing(folder, file).isEmpty()) {
      throw new IOException("the summarizer " + folder + " has no " + file + WHAT_IT_IS);
    }
  }

  private static Optional<Path> existing(Path folder, String file) {
    return Optional.of(folder.resolve(file)).filter(Files::isRegularFile);
  }

  /** Weights that stand in files beside their graphs. */
  private static List<Path> outside(List<Path> networks) throws IOException {
    List<Path> outside = new ArrayList<>();
    for (Path network : networks) {
      String name = network.getFileName().toString();
      try (Stream<Path> files = Files.list(network.resolveSibling("."))) {
        files
            .map(file -> network.resolveSibling(file.getFileName()))
            .filter(file -> file.getFileName().toString().startsWith(name))
            .filter(file -> !file.equals(network) && Files.isRegularFile(file))
            .sorted()
            .forEach(outside::add);
      }
    }
    return outside;
  }
}
