package io.qklm.kg.source.wikipedia;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.dbpedia.EntityKinds;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.wikipedia.PageTally.Page;
import io.qklm.kg.source.wikipedia.markup.Namespaces;
import io.qklm.kg.source.wikipedia.markup.PageLink;
import io.qklm.kg.source.wikipedia.markup.Template;
import io.qklm.kg.source.wikipedia.markup.TextBlock;
import io.qklm.kg.source.wikipedia.markup.Wikitext;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes of each page what it gives to knowledge. One thread. */
final class PageReading {

  private static final int MOST_CATEGORIES = 5;
  private static final int MOST_BOLD_NAMES = 8;
  private static final int LONGEST_NAME = 80;

  private final String file;
  private final SiteInfo site;
  private final Namespaces namespaces;
  private final PageIds known;
  private final WikipediaOptions options;
  private final PageTally tally;
  private final KnowledgeSink sink;
  private final String language;
  private final FirstSentence sentences;
  private final LinkCounts counts;

  PageReading(
      String file,
      SiteInfo site,
      PageIds known,
      WikipediaOptions options,
      PageTally tally,
      KnowledgeSink sink) {
    this.file = file;
    this.site = site;
    this.namespaces = site.namespaces();
    this.known = known;
    this.options = options;
    this.tally = tally;
    this.sink = sink;
    this.language = site.language();
    this.sentences = new FirstSentence(language);
    this.counts = new LinkCounts(site);
  }

  /** Passes counts on. */
  void passOn() throws IOException {
    counts.passOn(sink);
  }

  void page(DumpPage page, long number) throws IOException {
    if (!article(page)) {
      tally.page(Page.OTHER_NAMESPACE);
      return;
    }
    String title = namespaces.title(page.title());
    Optional<EntityId> id = site.id(title);
    if (id.isEmpty()) {
      sink.problem(
          file + ": page " + number, "the title '" + Values.shown(title) + "' can be no id");
      return;
    }
    if (!page.model().equals("wikitext")) {
      tally.page(Page.OTHER_MODEL);
      return;
    }
    Optional<PageWords.Redirect> redirect = PageWords.redirect(page.text());
    if (redirect.isPresent() || !page.redirect().isEmpty()) {
      redirect(id.get(), title, page, redirect);
      return;
    }
    if (page.text().isBlank()) {
      tally.page(Page.EMPTY);
      return;
    }
    Wikitext text = Wikitext.of(page.text(), namespaces);
    if (PageWords.disambiguation(title, text)) {
      tally.page(Page.DISAMBIGUATION);
      disambiguation(title, text);
      return;
    }
    count(text);
    if (PageWords.list(title)) {
      tally.page(Page.LIST);
      return;
    }
    tally.page(Page.ARTICLE);
    article(id.get(), title, page.id(), text);
  }

  /** By its number, or by what stands before a colon where the dump has no numbers. */
  private boolean article(DumpPage page) {
    return page.namespace() >= 0
        ? page.namespace() == Namespaces.ARTICLE
        : namespaces.articleTitle(page.title());
  }

  private void redirect(
      EntityId id, String title, DumpPage page, Optional<PageWords.Redirect> written)
      throws IOException {
    String to = written.map(PageWords.Redirect::title).orElse(page.redirect());
    int hash = to.indexOf('#');
    boolean section = written.map(PageWords.Redirect::section).orElse(hash >= 0);
    String target = namespaces.title(hash < 0 ? to : to.substring(0, hash));
    Optional<EntityId> targetId = site.id(target);
    if (!namespaces.articleTitle(target) || target.isEmpty() || targetId.isEmpty()) {
      tally.page(Page.ASTRAY);
    } else if (section) {
      tally.page(Page.SECTION);
    } else if (!targetId.get().equals(id)) {
      tally.page(Page.REDIRECT);
      sink.same(id, targetId.get());
      sink.name(targetId.get(), language, bare(title));
    } else {
      tally.page(Page.ASTRAY);
    }
  }

  /** Each item names what it begins with. */
  private void disambiguation(String title, Wikitext text) throws IOException {
    String name = bare(title);
    for (TextBlock block : text.blocks()) {
      if (block.kind() != TextBlock.Kind.ITEM || block.links().isEmpty()) {
        continue;
      }
      PageLink first = block.links().get(0);
      // Marks may stand before it, no words.
      boolean begins =
          block.text().substring(0, first.start()).codePoints().noneMatch(Character::isLetter);
      Optional<EntityId> target = site.id(first.title());
      if (begins && !first.section() && target.isPresent() && !first.title().equals(title)) {
        sink.name(target.get(), language, name);
      }
    }
  }

  /** A title without the words in brackets that tell pages apart. */
  private static String bare(String title) {
    int open = title.lastIndexOf(" (");
    return open > 0 && title.endsWith(")") ? title.substring(0, open) : title;
  }

  private void count(Wikitext text) throws IOException {
    Set<String> titles = new LinkedHashSet<>();
    long links = 0;
    for (TextBlock block : text.blocks()) {
      for (PageLink link : block.links()) {
        links++;
        titles.add(link.title());
        // A section is a part of what its article is about, and its name another name.
        if (!link.section()) {
          counts.link(link.title(), block.surface(link));
        }
      }
    }
    tally.links(links);
    counts.page(titles);
    sink.occurrences(NamesInText.standing(text.blocks()), NamesInText.linked(text.blocks()));
  }

  private void article(EntityId titleId, String title, long page, Wikitext text)
      throws IOException {
    Optional<EntityId> elsewhere = known.of(page);
    EntityId id = elsewhere.orElse(titleId);
    if (elsewhere.isPresent()) {
      tally.known();
      if (!id.equals(titleId)) {
        sink.same(titleId, id);
      }
    }
    Optional<Template> box = Infoboxes.of(text.templates());
    Optional<TextBlock> first = text.firstParagraph();
    String sentence = first.map(block -> sentences.of(block.text())).orElse("");
    EntityKind kind = kind(title, text, box, sentence);
    EntityDraft draft = new EntityDraft(id).label(language, title);
    draft.description(language, sentence.isEmpty() ? shortDescription(text) : sentence);
    box.map(Infoboxes::type).filter(type -> !type.isEmpty()).ifPresent(draft::type);
    text.categories().stream()
        .filter(category -> Categories.telling(category) && !category.equals(title))
        .limit(MOST_CATEGORIES)
        .forEach(draft::type);
    first.ifPresent(block -> boldNames(block, draft));
    Optional<Entity> entity = draft.entity(kind);
    if (entity.isEmpty()) {
      sink.problem(
          file + ": page " + page, "the title '" + Values.shown(title) + "' can be no label");
      return;
    }
    sink.entity(entity.get());
    PageFacts.About about = new PageFacts.About(kind, box, text.categories());
    for (Map.Entry<String, FactObject> fact : PageFacts.of(about, site, namespaces).entrySet()) {
      if (!fact.getValue().equals(new FactObject.OfEntity(titleId))) {
        sink.fact(new Fact(id, fact.getKey(), fact.getValue()));
      }
    }
    for (Map.Entry<String, String> link : PageLinks.of(text, options.links()).entrySet()) {
      Optional<EntityId> to = site.id(link.getKey());
      if (to.isPresent() && !to.get().equals(titleId)) {
        sink.fact(new Fact(id, link.getValue(), new FactObject.OfEntity(to.get())));
      }
    }
  }

  private EntityKind kind(String title, Wikitext text, Optional<Template> box, String sentence) {
    EntityKind byBox = box.map(Infoboxes::type).map(Infoboxes::kind).orElse(EntityKind.UNKNOWN);
    if (byBox != EntityKind.UNKNOWN) {
      return byBox;
    }
    if (Categories.sayPerson(text.categories())) {
      return EntityKind.PER;
    }
    if (!language.equals("en")) {
      return EntityKind.UNKNOWN;
    }
    boolean place =
        text.templates().stream()
            .anyMatch(
                template ->
                    template.key().equals("coord")
                        && template.values().values().stream()
                            .anyMatch(value -> value.contains("title")));
    return EntityKinds.of(
        title.replace(' ', '_'),
        Set.of(),
        text.categories().stream().map(category -> category.replace(' ', '_')).toList(),
        place,
        sentence);
  }

  private static String shortDescription(Wikitext text) {
    return text.templates().stream()
        .filter(template -> template.key().replace('_', ' ').equals("short description"))
        .flatMap(template -> template.value("1").stream())
        .filter(words -> !words.equalsIgnoreCase("none"))
        .findFirst()
        .orElse("");
  }

  /** What is bold in the first sentences is called so. */
  private void boldNames(TextBlock first, EntityDraft draft) {
    List<String> names =
        first.bold().stream()
            .map(name -> name.replaceAll("[\\s,;:]+$", "").replaceAll("^[\"“„«]|[\"”“»]$", ""))
            .filter(name -> name.length() <= LONGEST_NAME)
            .filter(name -> name.codePoints().anyMatch(Character::isLetter))
            .filter(name -> !name.toLowerCase(Locale.ROOT).matches("(?:the|a|an|or|and)"))
            .limit(MOST_BOLD_NAMES)
            .toList();
    names.forEach(name -> draft.alias(language, name));
  }
}
