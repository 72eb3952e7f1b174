package io.qklm.kg.source.rdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * IRIs as short ids: well-known name spaces by their usual prefix, Wikidata's as Q and P numbers.
 */
public final class RdfNames {

  /** Stands before IRIs that a file leaves relative without saying to what. */
  static final String BASE = "relative:/";

  private static final String DBPEDIA = "dbr:";

  private static final List<Map.Entry<String, String>> PREFIXES =
      List.of(
          Map.entry("http://www.wikidata.org/entity/", ""),
          Map.entry("https://www.wikidata.org/entity/", ""),
          Map.entry("http://www.wikidata.org/prop/direct/", ""),
          Map.entry("https://www.wikidata.org/prop/direct/", ""),
          Map.entry("http://dbpedia.org/resource/", DBPEDIA),
          Map.entry("http://dbpedia.org/ontology/", "dbo:"),
          Map.entry("http://dbpedia.org/property/", "dbp:"),
          Map.entry("http://schema.org/", "schema:"),
          Map.entry("https://schema.org/", "schema:"),
          Map.entry("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"),
          Map.entry("http://www.w3.org/2000/01/rdf-schema#", "rdfs:"),
          Map.entry("http://www.w3.org/2002/07/owl#", "owl:"),
          Map.entry("http://www.w3.org/2004/02/skos/core#", "skos:"),
          Map.entry("http://xmlns.com/foaf/0.1/", "foaf:"),
          Map.entry("http://purl.org/dc/terms/", "dct:"),
          Map.entry("http://purl.org/dc/elements/1.1/", "dc:"),
          Map.entry("http://www.w3.org/ns/org#", "org:"),
          Map.entry("http://www.w3.org/ns/prov#", "prov:"),
          Map.entry("http://www.w3.org/2006/vcard/ns#", "vcard:"),
          Map.entry("http://www.geonames.org/ontology#", "gn:"),
          Map.entry("https://www.geonames.org/ontology#", "gn:"),
          Map.entry("http://www.w3.org/2003/01/geo/wgs84_pos#", "geo:"));

  private RdfNames() {}

  /** The id of an IRI; the IRI itself where no prefix is known. */
  public static String shorten(String iri) {
    for (Map.Entry<String, String> prefix : PREFIXES) {
      if (iri.startsWith(prefix.getKey()) && iri.length() > prefix.getKey().length()) {
        String rest = iri.substring(prefix.getKey().length());
        return prefix.getValue().equals(DBPEDIA)
            ? DBPEDIA + decoded(rest)
            : prefix.getValue() + rest;
      }
    }
    return iri;
  }

  /** Undoes percent signs, as ids of DBpedia have none; as it was where they are no UTF-8. */
  private static String decoded(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    List<Byte> bytes = new ArrayList<>();
    byte[] source = name.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < source.length; i++) {
      int high = i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
      int low = i + 2 < source.length ? Character.digit(source[i + 2], 16) : -1;
      if (source[i] == '%' && high >= 0 && low >= 0) {
        bytes.add((byte) (high * 16 + low));
        i += 2;
      } else {
        bytes.add(source[i]);
      }
    }
    byte[] out = new byte[bytes.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes.get(i);
    }
    String text = new String(out, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') >= 0 ? name : text;
  }
}
