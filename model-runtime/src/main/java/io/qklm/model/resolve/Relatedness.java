package io.qklm.model.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the entities of a document are related: by a fact, and by what facts join both of them to,
 * each such neighbour weighed by the inverse logarithm of its degree.
 */
final class Relatedness {

  /** What two entities have in common counts no more than this beside a fact, which counts 1. */
  private static final double MOST_SHARED = 0.75;

  private static final double SHARE = 0.5;

  /**
   * What an entity is related to.
   *
   * @param others indices of the related
   * @param direct weight of the fact between them, from 0 to 1
   * @param rare the same over the logarithm of the larger degree
   * @param shared what they have in common, from 0 to 0.75
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one text, never compared
  record Ties(int[] others, double[] direct, double[] rare, double[] shared) {}

  private final Map<Integer, Integer> index = new LinkedHashMap<>();
  private final List<Ties> ties = new ArrayList<>();
  private final List<Integer> ordinals;

  /**
   * Relates {@code ordinals} of {@code document} to each other.
   *
   * @param ordinals each once
   */
  Relatedness(OpenDocument document, List<Integer> ordinals) {
    this.ordinals = List.copyOf(ordinals);
    ordinals.forEach(ordinal -> index.put(ordinal, index.size()));
    Map<Integer, List<Edge>> byNeighbour = byNeighbour(document, ordinals);
    int count = ordinals.size();
    double[] direct = new double[count];
    double[] shared = new double[count];
    for (int one = 0; one < count; one++) {
      OpenEntity entity = document.entity(ordinals.get(one));
      Arrays.fill(direct, 0);
      Arrays.fill(shared, 0);
      for (int n = 0; n < entity.neighbours().length; n++) {
        int neighbour = entity.neighbours()[n];
        Integer other = index.get(neighbour);
        if (other != null) {
          direct[other] = Math.max(direct[other], entity.weights()[n]);
        }
        List<Edge> edges = byNeighbour.getOrDefault(neighbour, List.of());
        if (edges.size() > 1) {
          int degree = document.degrees().getOrDefault(neighbour, edges.size());
          double worth = entity.weights()[n] * SHARE / Math.log(2 + Math.max(1, degree));
          for (Edge edge : edges) {
            shared[edge.entity()] += worth * edge.weight();
          }
        }
      }
      // A list is cut, so that a fact may be told by one of the two alone.
      for (Edge edge : byNeighbour.getOrDefault(ordinals.get(one), List.of())) {
        direct[edge.entity()] = Math.max(direct[edge.entity()], edge.weight());
      }
      ties.add(ties(document, ordinals, one, direct, shared));
    }
  }

  /** An entity that has a neighbour, and the weight of what joins them. */
  private record Edge(int entity, float weight) {}

  private static Map<Integer, List<Edge>> byNeighbour(
      OpenDocument document, List<Integer> ordinals) {
    Map<Integer, List<Edge>> found = new HashMap<>();
    for (int one = 0; one < ordinals.size(); one++) {
      OpenEntity entity = document.entity(ordinals.get(one));
      for (int n = 0; n < entity.neighbours().length; n++) {
        found
            .computeIfAbsent(entity.neighbours()[n], key -> new ArrayList<>())
            .add(new Edge(one, entity.weights()[n]));
      }
    }
    return found;
  }

  private static Ties ties(
      OpenDocument document, List<Integer> ordinals, int one, double[] direct, double[] shared) {
    int count = 0;
    for (int other = 0; other < direct.length; other++) {
      count += other != one && (direct[other] > 0 || shared[other] > 0) ? 1 : 0;
    }
    Ties ties = new Ties(new int[count], new double[count], new double[count], new double[count]);
    int at = 0;
    int degree = document.entity(ordinals.get(one)).degree();
    for (int other = 0; other < direct.length; other++) {
      if (other != one && (direct[other] > 0 || shared[other] > 0)) {
        int larger = Math.max(degree, document.entity(ordinals.get(other)).degree());
        ties.others()[at] = other;
        ties.direct()[at] = direct[other];
        ties.rare()[at] = direct[other] / Math.log(Math.E + larger);
        ties.shared()[at] = Math.min(MOST_SHARED, shared[other]);
        at++;
      }
    }
    return ties;
  }

  /** The index of an entity, -1 if it was left out. */
  int index(int ordinal) {
    return index.getOrDefault(ordinal, -1);
  }

  /** The entity of an index. */
  int ordinal(int entity) {
    return ordinals.get(entity);
  }

  Ties ties(int entity) {
    return ties.get(entity);
  }
}
