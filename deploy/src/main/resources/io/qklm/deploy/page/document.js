// One document: its text with what was found in it, its summary, and the card of an entity. Texts
// are hostile: all of them become text nodes, nothing is ever parsed as HTML.

const TYPES = { PER: 'person', ORG: 'organisation', LOC: 'place', MISC: 'other name', OTHER: 'concept' };
const byId = id => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'class') made.className = value;
    else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== undefined && child !== ''));
  return made;
}

/** On a phone, what a choice changes may be off the screen. */
export function bringIntoView(place) {
  const box = place.getBoundingClientRect();
  if (box.top > innerHeight - 100 || box.bottom < 100) place.scrollIntoView({ block: 'start', behavior: 'smooth' });
}

const type = entity => Object.hasOwn(TYPES, entity.type) ? entity.type : 'OTHER';
const describe = entity =>
  `${entity.text}, ${TYPES[type(entity)]}, ${entity.entityId ? `linked to ${entity.label}` : 'linked to nothing'}`;

let shown;         // the record that is shown
let chosen;        // the mention whose card is open
let mentions = []; // those of the text, then those of the title
let onChoice = () => {};

export function whenChosen(action) { onChoice = action; }

/** Shows a record: {sequence, origin, text, record}. */
export function show(live) {
  shown = live;
  chosen = undefined;
  const record = live.record;
  byId('document-title').replaceChildren(...title(record));
  mentions = [...record.entities, ...(record.titleEntities ?? [])];
  byId('document-meta').textContent = meta(live);
  byId('text').replaceChildren(...(live.text ? body(live) : [
    element('p', { class: 'muted' }, 'The text of this document is no longer held.')]));
  byId('text').lang = record.language;
  summary(record, live.text);
  overview();
}

function meta({ record, latencyMillis, cut }) {
  const { epoch, epochDigest, model } = record.provenance;
  return [record.id, record.language, `epoch ${epoch} (${epochDigest.slice(0, 8)})`, model,
    `${latencyMillis} ms from topic to topic`, cut ? 'only its beginning is shown' : ''].filter(Boolean).join(' · ');
}

/** The title with its names, which are numbered behind those of the text. */
function title(record) {
  const points = Array.from(record.title ?? record.id);
  const slice = (from, to) => points.slice(from, to).join('');
  const pieces = [];
  let place = 0;
  (record.titleEntities ?? []).forEach((entity, index) => {
    if (entity.start < place || entity.end > points.length) return;
    pieces.push(slice(place, entity.start),
      mention(entity, record.entities.length + index, slice(entity.start, entity.end)));
    place = entity.end;
  });
  return [...pieces, slice(place)];
}

/** Offsets count code points, strings of JavaScript do not. */
function body({ text, record }) {
  const points = Array.from(text);
  const slice = (from, to) => points.slice(from, to).join('');
  const sentences = record.summary?.sentences ?? [];
  const sentenceAt = place => sentences.findIndex(s => s.start <= place && place < s.end);
  const pieces = [];
  let mark;
  const add = (from, to, node) => {
    const number = sentenceAt(from);
    if (number < 0) {
      mark = undefined;
      pieces.push(node);
      return;
    }
    if (!mark || mark.number !== number) {
      mark = { number, node: element('mark', { 'data-sentence': number },
        element('span', { class: 'number', 'aria-hidden': 'true' }, String(number + 1))) };
      pieces.push(mark.node);
    }
    mark.node.append(node);
  };
  const plain = (from, to) => {
    let place = from;
    const cuts = sentences.flatMap(s => [s.start, s.end]).filter(cut => cut > from && cut < to);
    for (const cut of [...new Set(cuts), to].sort((a, b) => a - b)) {
      if (cut > place) add(place, cut, document.createTextNode(slice(place, cut)));
      place = cut;
    }
  };
  let place = 0;
  record.entities.forEach((entity, index) => {
    if (entity.start < place || entity.end > points.length) return;
    plain(place, entity.start);
    add(entity.start, entity.end, mention(entity, index, slice(entity.start, entity.end)));
    place = entity.end;
  });
  plain(place, points.length);
  return pieces;
}

/** No button element: those are boxes, and a line would break between one and the comma after it. */
function mention(entity, index, text) {
  const linked = Boolean(entity.entityId);
  return element('span', {
    role: 'button', tabindex: '0', class: `mention ${type(entity)}${linked ? '' : ' nil'}`, 'data-mention': index,
    'aria-label': describe(entity), 'aria-pressed': 'false', onclick: () => choose(index),
    onkeydown: event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        choose(index, true);
      }
    },
  }, text, element('span', { class: 'tag', 'aria-hidden': 'true' }, linked ? type(entity) : '?'));
}

function summary(record, text) {
  const points = Array.from(text);
  const sentences = record.summary?.sentences ?? [];
  byId('summary').replaceChildren(...(sentences.length ? sentences.map((sentence, index) =>
    element('li', {}, element('button', {
      type: 'button', title: 'Show it in the text',
      onclick: () => reveal(index), onmouseenter: () => strong(index, true), onmouseleave: () => strong(index, false),
      onfocus: () => strong(index, true), onblur: () => strong(index, false),
    }, text ? points.slice(sentence.start, sentence.end).join('').replace(/\s+/g, ' ') : record.summary.text)))
    : [element('li', { class: 'muted' }, 'There is nothing to sum up.')]));
}

const markOf = index => byId('text').querySelector(`mark[data-sentence="${index}"]`);
const strong = (index, on) => markOf(index)?.classList.toggle('strong', on);
const reveal = index => markOf(index)?.scrollIntoView({ block: 'center', behavior: 'smooth' });

/** The entities of the document, each once. */
function overview() {
  const seen = new Set();
  const chips = [];
  mentions.forEach((entity, index) => {
    const key = entity.entityId ?? `?${entity.text}`;
    if (seen.has(key)) return;
    seen.add(key);
    chips.push(element('button', {
      type: 'button', class: `mention ${type(entity)}${entity.entityId ? '' : ' nil'}`,
      'aria-label': describe(entity), onclick: () => choose(index, true),
    }, entity.label ?? entity.text));
  });
  byId('card-title').textContent = `Entities (${chips.length})`;
  byId('card-body').replaceChildren(
    chips.length ? element('div', { class: 'chips' }, ...chips) : '',
    element('p', { class: 'muted' }, chips.length
      ? 'Choose one, or a highlighted name in the text.' : 'No name in this text is known or looks like one.'));
}

/** Opens the card of a mention. */
function choose(index, fromCard = false) {
  const entity = mentions[index];
  const inTitle = index >= shown.record.entities.length;
  chosen = index;
  onChoice();
  for (const button of byId('document').querySelectorAll('[data-mention]')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.mention) === index));
  }
  byId('card-title').textContent = 'Entity';
  const why = element('div', {}, element('p', { class: 'muted' }, 'Asking the engine what else it could mean …'));
  byId('card-body').replaceChildren(
    element('div', { class: type(entity) },
      element('p', { class: 'entity-name' }, entity.label ?? entity.text),
      element('p', {}, element('span', { class: 'type-name' }, TYPES[type(entity)]), ' ',
        element('span', { class: 'id' }, entity.entityId ?? 'linked to nothing that is known'))),
    entity.description ? element('p', { class: 'description' }, entity.description) : '',
    element('h3', {}, entity.entityId
      ? `Score ${entity.score.toFixed(2)} that “${entity.text}” means this`
      : `Score ${entity.score.toFixed(2)} that “${entity.text}” is none of those it knows`),
    element('meter', { min: 0, max: 1, value: entity.score, 'aria-label': 'score' }),
    ...said(entity), ...facts(entity), ...(inTitle ? [] : [element('h3', {}, 'What it could mean'), why]),
    element('p', {}, element('button', { type: 'button', class: 'back', onclick: back }, 'All entities of the document'),
      element('button', { type: 'button', class: 'back to-text', onclick: () => toText(index) }, 'Back to the text')));
  if (!inTitle) explain(entity, why);
  bringIntoView(byId('card'));
  if (fromCard) byId('card').focus();
}

/** On a phone the card lies below the text: the way back to the name that was chosen. */
function toText(index) {
  const place = byId('document').querySelector(`[data-mention="${index}"]`) ?? byId('document');
  place.scrollIntoView({ block: 'center', behavior: 'smooth' });
  place.focus({ preventScroll: true });
}

function back() {
  chosen = undefined;
  for (const button of byId('document').querySelectorAll('[data-mention]')) button.setAttribute('aria-pressed', 'false');
  overview();
  byId('card').focus();
}

/** The sentence that says most of it here. */
function said(entity) {
  if (!entity.summary || !shown.text) return [];
  const words = Array.from(shown.text).slice(entity.summary.start, entity.summary.end).join('').replace(/\s+/g, ' ');
  return words ? [element('h3', {}, 'What this text says of it'), element('p', { class: 'said' }, words)] : [];
}

function facts(entity) {
  const about = shown.record.facts.filter(fact => entity.entityId && fact.subject === entity.entityId);
  if (!about.length) return [];
  return [element('h3', {}, 'Facts beside this text'), element('ul', { class: 'facts' },
    ...about.map(fact => element('li', {},
      element('span', { class: 'relation' }, `${fact.relationLabel}: `), object(fact.object))))];
}

function object(value) {
  switch (value.kind) {
    case 'entity': return value.label ?? value.id;
    case 'coordinate': return `${value.latitude}, ${value.longitude}`;
    case 'quantity': return value.unit ? `${value.value} ${value.unit}` : String(value.value);
    default: return String(value.value ?? '');
  }
}

async function explain(entity, place) {
  const live = shown;
  const index = chosen;
  try {
    live.explanation ??= fetch(`/api/explanation?sequence=${live.sequence}`).then(async answer => {
      const content = await answer.json();
      if (!answer.ok) throw new Error(content.error);
      return content.mentions;
    });
    const mentions = await live.explanation;
    if (shown !== live || chosen !== index) return;
    const found = mentions.find(one => one.start === entity.start && one.end === entity.end);
    place.replaceChildren(...(found ? candidates(entity, found.candidates)
      : [element('p', { class: 'muted' }, 'The knowledge has no candidate for these words; the model read a name in them.')]));
  } catch (failure) {
    live.explanation = undefined;
    place.replaceChildren(element('p', { class: 'muted' }, failure.message));
  }
}

function candidates(entity, list) {
  const best = list[0];
  const notes = [];
  if (entity.entityId && best.entityId !== entity.entityId) {
    notes.push(element('p', { class: 'muted' }, 'Linked like the full name that the text gave before.'));
  } else if (!entity.entityId) {
    notes.push(element('p', { class: 'muted' }, 'None was sure enough.'));
  }
  const rows = list.slice(0, 8).map(one => element('tr', { class: one.entityId === entity.entityId ? 'chosen' : 'refused' },
    element('td', {}, one.label, ' ', element('span', { class: 'unseen' }, one.entityId === entity.entityId ? '(chosen)' : '(refused)'),
      element('span', { class: 'small' }, one.description ? short(one.description) : one.entityId)),
    element('td', { class: 'number' }, one.prior.toFixed(2)),
    element('td', { class: 'number' }, one.score.toFixed(2))));
  if (list.length > 8) notes.push(element('p', { class: 'muted' }, `and ${list.length - 8} more with lower scores`));
  return [element('table', {}, element('thead', {}, element('tr', {},
    element('th', { scope: 'col' }, 'candidate'),
    element('th', { scope: 'col', class: 'number', title: 'how often the words mean it' }, 'prior'),
    element('th', { scope: 'col', class: 'number', title: 'how sure the engine is of it here' }, 'score'))),
    element('tbody', {}, ...rows)), ...notes];
}

const short = text => text.length > 90 ? `${text.slice(0, 90).trimEnd()} …` : text;

/** Opens the card of the mention that links to an entity, if there is one. */
export function chooseEntity(id) {
  const index = shown ? mentions.findIndex(entity => entity.entityId === id) : -1;
  if (index >= 0) choose(index);
}
