package io.qklm.document.sentence;

import java.util.Set;

/** The words by which English sentence ends are told. */
final class EnglishWords {

  private static final String BEFORE =
      "Mr Mrs Ms Mx Messrs Mmes Dr Drs Prof Profs Rev Fr Hon Pres Gov Govs Sen Sens Rep Reps Gen Col"
          + " Lt Maj Sgt Capt Cpl Pvt Cmdr Cdr Adm Brig Det Insp Supt Const Atty Amb Sec Supt Msgr"
          + " St Ste Mt Ft Pte Lieut Hons Lt.Cdr Lt.Col Lt.Gen Maj.Gen Brig.Gen Det.Insp vs v"
          + " e.g i.e cf viz approx Approx Bros Sta Sto Dna";

  private static final String NUMBERED =
      "No Nos no nos Nr Eq Eqs eq eqs p pp P pg vol Vol vols fig Fig figs Figs ch Ch chap art Art sec Sec para"
          + " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec c ca Rs tel Tel ext ed eds div";

  private static final String WITHIN =
      "Jr Sr Inc Co Corp Ltd LLC Cos Bros Plc plc Pty etc al a.m p.m A.M P.M Ph.D M.D B.A M.A"
          + " B.Sc M.Sc LL.B J.D Esq Dept dept Univ Assn Assoc Ave Blvd Rd Hwy Jan Feb Mar Apr Jun"
          + " Jul Aug Sep Sept Oct Nov Dec Tues Thurs Ala Ariz Ark"
          + " Calif Colo Conn Fla Ga Kan Ky Md Mich Minn Mont Neb Nev"
          + " Okla Ore Pa Penn Tenn Tex Va Vt Wis Wyo Ont Que Int'l Nat'l Gov't Govt govt ft"
          + " oz lb lbs mph sq ibid resp incl excl div St Mt Ft Dr Sgt Ed ed eds";

  private static final String OPENERS =
      "a an the this that these those he she it they we you i his her hers its their our my your"
          + " but and or so yet if when while after before since as at in on for from with without"
          + " by to about there here what who whom whose where why how which some many most all"
          + " both each every no not nor neither either another other others one however meanwhile"
          + " also although though because during under over once then now today yesterday tomorrow"
          + " later earlier more several few such even still only just mr mrs ms according among"
          + " between despite instead perhaps until unless yes nobody nothing everyone everybody"
          + " someone somebody something anyone anything thus therefore hence moreover furthermore"
          + " nevertheless otherwise indeed maybe sometimes often usually officials police it's"
          + " he's she's that's there's we're they're i'm don't let's let through into within upon image photo source"
          + " against across along behind beyond like unlike near toward towards whether is are was"
          + " were do does did can could would should has have had";

  /** What follows a time of day that goes on. */
  private static final Set<String> AFTER_TIME =
      Set.of(
          "GMT",
          "UTC",
          "BST",
          "CET",
          "CEST",
          "EST",
          "EDT",
          "ET",
          "CST",
          "CDT",
          "CT",
          "MST",
          "MDT",
          "MT",
          "PST",
          "PDT",
          "PT",
          "IST",
          "JST",
          "AEST",
          "Eastern",
          "Central",
          "Mountain",
          "Pacific",
          "Greenwich",
          "Monday",
          "Tuesday",
          "Wednesday",
          "Thursday",
          "Friday",
          "Saturday",
          "Sunday",
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December",
          "Jan",
          "Feb",
          "Mar",
          "Apr",
          "Jun",
          "Jul",
          "Aug",
          "Sep",
          "Sept",
          "Oct",
          "Nov",
          "Dec");

  private static final Set<String> TIMES = Set.of("a.m", "p.m", "A.M", "P.M");

  /** Verbs by which somebody is said to have spoken. */
  private static final Set<String> SAID =
      Set.of(
          "said",
          "says",
          "say",
          "asked",
          "asks",
          "added",
          "adds",
          "told",
          "tells",
          "replied",
          "replies",
          "wrote",
          "writes",
          "tweeted",
          "shouted",
          "cried",
          "yelled",
          "answered",
          "exclaimed",
          "wondered",
          "continued",
          "explained",
          "recalled",
          "joked",
          "insisted",
          "responded",
          "remarked",
          "demanded",
          "declared",
          "posted",
          "announced",
          "screamed",
          "whispered",
          "muttered",
          "noted",
          "laughed");

  /** What a single letter is the name of. */
  private static final Set<String> LABELLED =
      Set.of(
          "vitamin",
          "hepatitis",
          "plan",
          "type",
          "group",
          "class",
          "grade",
          "team",
          "section",
          "appendix",
          "part",
          "category",
          "building",
          "terminal",
          "gate",
          "block",
          "level",
          "phase",
          "option",
          "exhibit",
          "serie",
          "schedule",
          "figure",
          "table",
          "point",
          "wing",
          "platform",
          "channel",
          "strain",
          "influenza",
          "flu",
          "than",
          "and",
          "am",
          "or");

  private EnglishWords() {}

  /** Whether a single letter behind this word is no initial: "vitamin C". */
  static boolean isLabelled(String word) {
    return LABELLED.contains(word.toLowerCase(java.util.Locale.ROOT));
  }

  static Abbreviations abbreviations() {
    return new Abbreviations(set(BEFORE), set(NUMBERED), set(WITHIN), set(OPENERS), false);
  }

  private static Set<String> set(String words) {
    return new java.util.HashSet<>(java.util.Arrays.asList(words.split(" ", -1)));
  }

  /** Whether "p.m." and the like, before this word, still belong to a time of day. */
  static boolean goesOnAfterTime(String word) {
    return AFTER_TIME.contains(word);
  }

  static boolean isTime(String abbreviation) {
    return TIMES.contains(abbreviation);
  }

  static boolean isSaid(String word) {
    return SAID.contains(word);
  }
}
