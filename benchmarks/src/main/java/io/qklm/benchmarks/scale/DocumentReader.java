package io.qklm.benchmarks.scale;

import io.qklm.kg.alias.Candidate;
import io.qklm.kg.alias.SurfaceMatch;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.util.List;
import java.util.TreeSet;

/**
 * Reads of a snapshot what the engine reads for one document: the matches of its text, their best
 * candidates, and the vectors of all of these in one read. For one thread.
 */
final class DocumentReader {

  private static final int CANDIDATES = 16;

  private long matches;
  private long candidates;

  /** Reads for one document; the number of candidates with vectors. */
  int read(KnowledgeSnapshot snapshot, String text) {
    TreeSet<Integer> ordinals = new TreeSet<>();
    List<SurfaceMatch> found = snapshot.aliases().scan(text);
    for (SurfaceMatch match : found) {
      List<Candidate> of = snapshot.aliases().candidates(match, CANDIDATES);
      candidates += of.size();
      of.forEach(candidate -> ordinals.add(candidate.ordinal()));
    }
    matches += found.size();
    int[] wanted = ordinals.stream().mapToInt(Integer::intValue).toArray();
    float[][] vectors = new float[wanted.length][snapshot.quantizer().dimension()];
    snapshot.vectors(wanted, vectors);
    return wanted.length;
  }

  /** Matches found so far. */
  long matches() {
    return matches;
  }

  /** Candidates read so far. */
  long candidates() {
    return candidates;
  }
}
