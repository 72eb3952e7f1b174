// The page: listens to the stream, shows it, and sends what the reader asks for.
import { restart, second, stop } from '/charts.js';
import { bringIntoView, chooseEntity, element, show, whenChosen } from '/document.js';

const LISTED = 40;
const READING = 8000; // a document stays this long while the stream is followed

const byId = id => document.getElementById(id);
const records = new Map();
let run;
let current;
let following = true;
let changedAt = 0;
let soon;
let epoch;
let ended = false;
let wanted;          // id of the reader's own document
let lastLetter;      // the last dead letter that no reader waited for
let taught;          // id of the entity whose update is under way

const say = text => { byId('news').textContent = text; };

function follow(on) {
  following = on;
  byId('follow').setAttribute('aria-pressed', String(on));
}

function select(sequence) {
  const live = records.get(sequence);
  if (!live) return;
  current = sequence;
  changedAt = Date.now();
  show(live);
  for (const button of byId('stream').querySelectorAll('button')) {
    button.setAttribute('aria-current', String(Number(button.dataset.sequence) === sequence));
  }
}

function list(item, sequence) {
  byId('stream').prepend(item);
  while (byId('stream').childElementCount > LISTED) byId('stream').lastElementChild.remove();
  if (records.size > LISTED) {
    const oldest = Math.min(...[...records.keys()].filter(one => one !== current));
    records.delete(oldest);
  }
}

const ORIGINS = { reader: 'your text', trial: 'a trial' };

function enriched(live) {
  if (records.has(live.sequence)) return;
  records.set(live.sequence, live);
  const record = live.record;
  const linked = record.entities.filter(entity => entity.entityId).length;
  list(element('li', {}, element('button', {
    type: 'button', 'data-sequence': live.sequence, 'aria-current': 'false',
    onclick: () => { follow(false); select(live.sequence); bringIntoView(byId('document')); },
  }, element('span', { class: 'name' }, record.title ?? record.id, ' ',
    ORIGINS[live.origin] ? element('span', { class: 'badge' }, ORIGINS[live.origin]) : ''),
  element('span', { class: 'note' }, `${linked} linked · ${live.latencyMillis} ms · epoch ${record.provenance.epoch}`))));
  inForce(record.provenance);
  if (live.origin === 'reader' && record.id === wanted) mine(live);
  else if (live.origin === 'trial') { follow(false); select(live.sequence); if (taught) chooseEntity(taught); }
  else if (following && Date.now() - changedAt > READING) newestSoon();
}

/** Another document is longer or shorter, and would move the forms from under whoever uses them. */
const inForms = () => document.querySelector('.forms:hover, .forms:focus-within') !== null;

/** A newcomer is told many documents at once, and is shown the last of them. */
function newestSoon() {
  clearTimeout(soon);
  soon = setTimeout(() => { if (following && !inForms()) select(Math.max(...records.keys())); }, 120);
}

function mine(live) {
  wanted = undefined;
  follow(false);
  select(live.sequence);
  const linked = live.record.entities.filter(entity => entity.entityId).length;
  status('try', `Enriched after ${live.latencyMillis} ms: ${linked} links to the knowledge.`, 'done');
  byId('document').scrollIntoView({ behavior: 'smooth', block: 'start' });
  byId('document').focus({ preventScroll: true });
}

function dead(letter) {
  list(element('li', { class: 'dead' }, `dead letter${letter.id ? ` (${letter.id})` : ''}: ${letter.reason}`));
  if (letter.id === wanted) setAside(letter);
  else if (letter.id) lastLetter = letter;
}

function setAside(letter) {
  wanted = undefined;
  status('try', `It was set aside: ${letter.reason}`, 'failed');
}

function inForce(provenance) {
  const text = `${provenance.epoch} (${provenance.epochDigest.slice(0, 8)})`;
  if (text === epoch) return;
  const place = byId('epoch');
  place.textContent = text;
  if (epoch !== undefined) {
    place.classList.remove('flash');
    void place.offsetWidth; // begins the animation anew
    place.classList.add('flash');
  }
  epoch = text;
}

function counts(now) {
  byId('enriched').textContent = (now?.enriched ?? 0).toLocaleString('en');
  byId('dead-letters').textContent = (now?.deadLetters ?? 0).toLocaleString('en');
}

const STATES = { starting: 'starting', running: 'live', ended: 'the demo has ended', lost: 'no answer, trying again' };

function connection(state) {
  byId('connection').dataset.state = state;
  byId('connection').textContent = STATES[state] ?? state;
  ended = state === 'ended';
  document.body.classList.toggle('ended', ended);
  if (ended) stop();
}

function status(form, text, kind = '') {
  const place = byId(`${form}-status`);
  place.textContent = text;
  place.className = kind;
}

async function post(path, content) {
  const answer = await fetch(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(content),
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error);
  return body;
}

function whenSubmitted(name, action) {
  const form = byId(`${name}-form`);
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    try {
      await action(Object.fromEntries(new FormData(form)));
    } catch (failure) {
      status(name, failure instanceof TypeError ? 'The demo does not answer; is it still running?' : failure.message, 'failed');
    } finally {
      button.disabled = false;
    }
  });
}

whenSubmitted('try', async fields => {
  status('try', 'Sent to Kafka …');
  wanted = (await post('/api/documents', fields)).id;
  // The job may be faster than the answer to the request.
  const already = [...records.values()].find(live => live.record.id === wanted);
  if (already) mine(already);
  else if (lastLetter?.id === wanted) setAside(lastLetter);
});

whenSubmitted('teach', async fields => {
  status('teach', '');
  steps();
  const before = taught;
  taught = fields.id;
  try {
    await post('/api/entities', fields);
  } catch (failure) {
    taught = before;
    throw failure;
  }
});

function steps(reached) {
  byId('steps').hidden = reached === undefined;
  for (const item of byId('steps').children) {
    if (reached === undefined) {
      item.className = '';
      item.querySelector('.time').textContent = '';
    }
  }
}

function reach(step, time) {
  steps(step);
  const item = byId('steps').querySelector(`[data-step="${step}"]`);
  // Whoever came later missed the steps before this one.
  for (let one = item; one; one = one.previousElementSibling) one.className = 'reached';
  item.querySelector('.time').textContent = time;
}

function update(news) {
  const after = `${(news.afterMillis / 1000).toFixed(2)} s`;
  switch (news.step) {
    case 'sent':
      steps();
      taught = news.entityId;
      reach('sent', '0.00 s');
      status('teach', 'Under way …');
      break;
    case 'announced':
      reach('announced', after);
      status('teach', `Epoch ${news.epoch} is announced; the job fetches it, verifies it and swaps.`);
      break;
    case 'linked':
      reach('linked', after);
      status('teach', `${news.label} is linkable since epoch ${news.epoch}, ${after} after the update was sent.`, 'done');
      chooseEntity(news.entityId);
      break;
    case 'not_linked':
      status('teach', `Epoch ${news.epoch} knows ${news.label} (${after}), but ${news.detail}.`, 'failed');
      break;
    default:
      status('teach', news.detail, 'failed');
  }
}

/** The name makes the id and the sentence as long as the reader has not changed them. */
function suggestions() {
  const form = byId('teach-form');
  const own = new Set();
  form.addEventListener('input', event => {
    own.add(event.target.name);
    if (event.target.name !== 'label') return;
    const label = form.elements.label.value.trim();
    if (!own.has('id')) form.elements.id.value = label ? `demo:${label.replace(/\s+/gu, '_')}` : '';
    if (!own.has('alias')) form.elements.alias.value = '';
    if (!own.has('sentence')) form.elements.sentence.value = label ? `On Tuesday ${label} was in the news again.` : '';
  });
}

function listen() {
  const events = new EventSource('/api/events');
  const on = (name, action) => events.addEventListener(name, event => action(JSON.parse(event.data)));
  on('hello', hello => {
    if (run !== undefined && run !== hello.run) {
      records.clear();
      byId('stream').replaceChildren();
      current = undefined;
      epoch = undefined;
    }
    run = hello.run;
    restart(hello.history);
    connection(hello.state);
    counts(hello.counts);
    if (hello.update) update(hello.update);
  });
  on('state', now => { connection(now.state); if (now.state === 'ended') say('The demo has ended.'); });
  on('second', now => { second(now); counts(now.counts); });
  on('enriched', enriched);
  on('dead', dead);
  on('update', update);
  events.onerror = () => { if (!ended) connection('lost'); };
}

byId('follow').addEventListener('click', () => {
  follow(!following);
  if (following && records.size) select(Math.max(...records.keys()));
});
whenChosen(() => follow(false));
suggestions();
listen();
