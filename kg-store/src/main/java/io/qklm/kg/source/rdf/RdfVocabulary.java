package io.qklm.kg.source.rdf;

import io.qklm.kg.EntityKind;
import io.qklm.kg.source.wikidata.WikidataClasses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties that name and describe a thing, and the classes that tell its kind, in the
 * vocabularies that data sets mostly use.
 */
public final class RdfVocabulary {

  static final Set<String> LABELS =
      Set.of(
          "rdfs:label",
          "skos:prefLabel",
          "schema:name",
          "foaf:name",
          "dct:title",
          "dc:title",
          "vcard:fn",
          "gn:name");

  static final Set<String> ALIASES =
      Set.of(
          "skos:altLabel",
          "skos:hiddenLabel",
          "schema:alternateName",
          "schema:legalName",
          "foaf:nick",
          "vcard:nickname",
          "gn:alternateName",
          "gn:officialName",
          "gn:shortName",
          "dbo:alias",
          "dct:alternative");

  static final Set<String> DESCRIPTIONS =
      Set.of(
          "rdfs:comment",
          "schema:description",
          "schema:disambiguatingDescription",
          "dbo:abstract",
          "dct:description",
          "dct:abstract",
          "dc:description",
          "skos:definition");

  /** First names, then last names: together a label where there is no other. */
  static final Set<String> GIVEN_NAMES =
      Set.of("foaf:givenName", "foaf:firstName", "schema:givenName", "vcard:given-name");

  static final Set<String> FAMILY_NAMES =
      Set.of(
          "foaf:familyName",
          "foaf:family_name",
          "foaf:lastName",
          "foaf:surname",
          "schema:familyName",
          "vcard:family-name");

  private static final Map<String, EntityKind> KINDS = kinds();

  private RdfVocabulary() {}

  /** Whether a relation says what something is called. */
  public static boolean isLabel(String relation) {
    return LABELS.contains(relation);
  }

  /** Whether a relation says what something is called beside its label. */
  public static boolean isAlias(String relation) {
    return ALIASES.contains(relation);
  }

  /** Whether a relation describes something in words. */
  public static boolean isDescription(String relation) {
    return DESCRIPTIONS.contains(relation);
  }

  private static Map<String, EntityKind> kinds() {
    Map<String, EntityKind> kinds = new HashMap<>();
    put(
        kinds,
        EntityKind.PER,
        "schema:",
        "Person Patient",
        "foaf:",
        "Person",
        "vcard:",
        "Individual",
        "prov:",
        "Person",
        "dbo:",
        "Person Politician OfficeHolder President PrimeMinister Monarch Royalty Athlete"
            + " SoccerPlayer SoccerManager BasketballPlayer TennisPlayer Artist MusicalArtist Actor"
            + " Writer Scientist Philosopher Journalist Economist Judge Cleric Pope Saint"
            + " MilitaryPerson BusinessPerson Criminal Astronaut Model Presenter Coach");
    put(
        kinds,
        EntityKind.ORG,
        "schema:",
        "Organization Corporation NewsMediaOrganization NGO Airline Consortium EducationalOrganization"
            + " CollegeOrUniversity School HighSchool GovernmentOrganization LibrarySystem"
            + " LocalBusiness Restaurant Store FinancialService BankOrCreditUnion InsuranceAgency"
            + " MedicalOrganization Hospital MusicGroup PerformingGroup TheaterGroup DanceGroup"
            + " OnlineBusiness OnlineStore PoliticalParty Project ResearchOrganization"
            + " SearchRescueOrganization SportsOrganization SportsTeam WorkersUnion FundingAgency"
            + " RadioStation TelevisionStation",
        "foaf:",
        "Organization Group",
        "org:",
        "Organization FormalOrganization OrganizationalUnit OrganizationalCollaboration",
        "vcard:",
        "Organization Group",
        "prov:",
        "Organization",
        "dbo:",
        "Organisation Organization Company Airline Bank Publisher RecordLabel Newspaper University"
            + " College School EducationalInstitution GovernmentAgency Legislature PoliticalParty"
            + " MilitaryUnit SportsTeam SoccerClub SportsLeague SportsClub Band Broadcaster"
            + " TelevisionStation RadioStation TradeUnion Non-ProfitOrganisation Hospital");
    put(
        kinds,
        EntityKind.LOC,
        "schema:",
        "Place City Country State AdministrativeArea SchoolDistrict Continent Landform BodyOfWater"
            + " RiverBodyOfWater LakeBodyOfWater SeaBodyOfWater OceanBodyOfWater Canal Reservoir"
            + " Waterfall Mountain Volcano CivicStructure Airport TrainStation BusStation Bridge"
            + " Beach Park StadiumOrArena Museum TouristAttraction TouristDestination"
            + " LandmarksOrHistoricalBuildings Residence",
        "gn:",
        "Feature",
        "geo:",
        "SpatialThing Point",
        "dct:",
        "Location",
        "prov:",
        "Location",
        "vcard:",
        "Location",
        "dbo:",
        "Place Location PopulatedPlace Settlement City Town Village Municipality Country State Region"
            + " AdministrativeRegion Province Continent Island NaturalPlace BodyOfWater River Lake"
            + " Sea Mountain MountainRange Volcano Valley Cave Building HistoricBuilding Museum"
            + " Airport Station RailwayStation Bridge Stadium Park ProtectedArea Road");
    put(
        kinds,
        EntityKind.MISC,
        "schema:",
        "CreativeWork Book Movie TVSeries TVEpisode MusicAlbum MusicRecording MusicComposition Painting"
            + " Sculpture Play VideoGame SoftwareApplication Newspaper Periodical Event"
            + " SportsEvent Festival MusicEvent Product Brand Vehicle Car Language",
        "foaf:",
        "Project Document",
        "dbo:",
        "Work WrittenWork Book Film TelevisionShow TelevisionEpisode Album Song Single MusicalWork"
            + " Artwork VideoGame Software PeriodicalLiterature Magazine Event SportsEvent"
            + " MilitaryConflict Election FilmFestival Award Language EthnicGroup Automobile"
            + " Aircraft Ship Weapon Device Holiday");
    put(
        kinds,
        EntityKind.OTHER,
        "dbo:",
        "Species Animal Plant Disease ChemicalCompound Drug Protein Gene CelestialBody Planet Star");
    return Map.copyOf(kinds);
  }

  private static void put(Map<String, EntityKind> kinds, EntityKind kind, String... byPrefix) {
    for (int i = 0; i < byPrefix.length; i += 2) {
      for (String name : byPrefix[i + 1].split(" ", -1)) {
        kinds.put(byPrefix[i] + name, kind);
      }
    }
  }

  /** The kind of the first class that tells one. */
  public static EntityKind kind(List<String> types) {
    for (String type : types) {
      EntityKind kind = KINDS.get(type);
      if (kind != null) {
        return kind;
      }
    }
    return WikidataClasses.kind(types);
  }
}
