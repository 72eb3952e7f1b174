package io.qklm.kg.source.wikidata;

import io.qklm.kg.EntityKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The coarse kind of the classes that most Wikidata items are an instance of (P31). Subclasses
 * (P279) are not followed: in one pass over a dump they are not known yet; a class that is not
 * listed gives no kind.
 */
public final class WikidataClasses {

  /** Pages of the wikis themselves: disambiguations, categories, templates, lists, portals. */
  private static final Set<String> NO_ENTITIES =
      Set.of(
          "Q4167410", "Q4167836", "Q11266439", "Q13406463", "Q4663903", "Q17362920", "Q22808320");

  private static final String PER = "Q5 Q15632617 Q95074 Q20643955 Q4271324 Q178885 Q15773347";

  private static final String ORG =
      "Q43229 Q4830453 Q783794 Q6881511 Q891723 Q476028 Q7278 Q3918 Q215380 Q5741069 Q11032"
          + " Q327333 Q163740 Q3914 Q9826 Q2385804 Q31855 Q484652 Q79913 Q1616075 Q1110794 Q41298"
          + " Q5633421 Q847017 Q12973014 Q13393265 Q6979593 Q623109 Q15991303 Q18127 Q1320047"
          + " Q2085381 Q22687 Q46970 Q875538 Q902104 Q16917 Q33506 Q192350 Q11691 Q14350 Q2088357";

  private static final String LOC =
      "Q515 Q1549591 Q6256 Q3624078 Q486972 Q532 Q3957 Q484170 Q747074 Q262166 Q15284 Q5119"
          + " Q1093829 Q35657 Q47168 Q5107 Q4022 Q23397 Q8502 Q46831 Q23442 Q165 Q9430 Q34442"
          + " Q55488 Q1248784 Q41176 Q811979 Q483110 Q16970 Q123705 Q634 Q3863 Q523 Q318 Q12280"
          + " Q23413 Q22698 Q46169 Q10864048 Q56061 Q82794 Q8072 Q39614 Q12284 Q40080 Q54050 Q39816"
          + " Q12323 Q44782 Q4989906 Q570116 Q1637706 Q22865 Q6465 Q7275 Q3024240";

  private static final String MISC =
      "Q11424 Q5398426 Q7725634 Q571 Q482994 Q134556 Q7366 Q7889 Q3305213 Q47461344 Q34770 Q9174"
          + " Q41710 Q198 Q178561 Q40231 Q16510064 Q27020041 Q618779 Q1190554 Q1656682 Q431289"
          + " Q2424752 Q7397 Q9143 Q8142 Q3231690 Q11446 Q15416 Q21191270 Q24862 Q25379 Q1344"
          + " Q105543609 Q13442814 Q132241 Q18608583 Q1667921 Q8261 Q1004 Q63952888 Q21198342"
          + " Q58483083 Q33742";

  private static final String OTHER =
      "Q16521 Q7187 Q8054 Q11173 Q12136 Q28640 Q12737077 Q11862829 Q11344 Q101352 Q12308941"
          + " Q11879590 Q113145171";

  private static final Map<String, EntityKind> KINDS = kinds();

  private WikidataClasses() {}

  private static Map<String, EntityKind> kinds() {
    Map<String, EntityKind> kinds = new HashMap<>();
    Map.of(
            EntityKind.PER, PER,
            EntityKind.ORG, ORG,
            EntityKind.LOC, LOC,
            EntityKind.MISC, MISC,
            EntityKind.OTHER, OTHER)
        .forEach(
            (kind, classes) -> {
              for (String id : classes.split(" ", -1)) {
                kinds.put(id, kind);
              }
            });
    return Map.copyOf(kinds);
  }

  /** The kind of the first class that is listed. */
  public static EntityKind kind(List<String> types) {
    for (String type : types) {
      EntityKind kind = KINDS.get(type);
      if (kind != null) {
        return kind;
      }
    }
    return EntityKind.UNKNOWN;
  }

  /** Whether a page is about a wiki and nothing in the world. */
  static boolean noEntity(List<String> types) {
    return types.stream().anyMatch(NO_ENTITIES::contains);
  }
}
