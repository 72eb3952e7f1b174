// Two small charts of the last minute, drawn anew each second.
const SVG = 'http://www.w3.org/2000/svg';
const SECONDS = 60;
const WIDTH = 240;
const HEIGHT = 56;
const DESCRIBE_EVERY = 5;

const points = [];
let since = 0;

const byId = id => document.getElementById(id);

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** A value this many times the next smaller one, as the burst of a start is, does not set the scale. */
const OUTLIER = 3;

/**
 * The next of 1, 2 and 5 times a power of ten, so that the scale does not jump about. The two greatest values are cut
 * off where they would squash all others; the label says how far they went.
 */
function top(values, least) {
  const greatest = [...values].sort((a, b) => b - a);
  const place = [2, 1].find(n => greatest.length > n && greatest[n - 1] > OUTLIER * Math.max(greatest[n], least)) ?? 0;
  const most = Math.max(least, greatest[place] ?? 0);
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map(step => step * power).find(limit => limit >= most);
}

/** How far a chart reaches, and beyond it the value that was cut off. */
function reach(limit, values, words) {
  const most = Math.max(0, ...values);
  return most > limit ? `top ${words(limit)}, once ${words(most)}` : `top ${words(limit)}`;
}

export function seconds(value) {
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(value < 10000 ? 1 : 0)} s`;
}

function drawRate() {
  const values = points.map(point => point.count);
  const limit = top(values, 5);
  const bar = WIDTH / SECONDS;
  const bars = points.map((point, index) => {
    const height = Math.min(1, point.count / limit) * HEIGHT;
    const x = (SECONDS - points.length + index) * bar;
    return shape('rect', { x: x + 0.5, y: HEIGHT - height, width: bar - 1, height });
  });
  byId('rate-chart').replaceChildren(...bars);
  byId('rate-top').textContent = reach(limit, values, String);
}

function drawLatency() {
  const seen = points.flatMap(point => point.p95 < 0 ? [] : [point.p95]);
  const limit = top(seen, 500);
  const line = key => points.flatMap((point, index) => point[key] < 0 ? [] : [[
    ((SECONDS - points.length + index + 0.5) * WIDTH / SECONDS).toFixed(1),
    (HEIGHT - 2 - Math.min(1, point[key] / limit) * (HEIGHT - 4)).toFixed(1)].join(',')]).join(' ');
  byId('latency-chart').replaceChildren(
    shape('polyline', { class: 'high', points: line('p95') }),
    shape('polyline', { points: line('p50') }));
  byId('latency-top').textContent = reach(limit, seen, seconds);
}

/** Mean of the last ten seconds; those at work are left out while there are no more. */
function recent() {
  const last = points.slice(-10);
  const rate = last.reduce((sum, point) => sum + point.count, 0) / Math.max(1, last.length);
  const medians = last.filter(point => point.p50 >= 0).map(point => point.p50).sort((a, b) => a - b);
  return { rate, median: medians.length ? medians[Math.floor(medians.length / 2)] : -1 };
}

function draw() {
  while (points.length > SECONDS) points.shift();
  drawRate();
  drawLatency();
  const { rate, median } = recent();
  byId('rate').textContent = rate.toFixed(1);
  byId('latency').textContent = median < 0 ? '–' : seconds(median);
  if (since++ % DESCRIBE_EVERY === 0) {
    byId('rate-chart').setAttribute('aria-label', `Documents a second, ${rate.toFixed(1)} in the last ten seconds`);
    byId('latency-chart').setAttribute('aria-label', median < 0 ? 'Latency, nothing yet' : `Latency, median ${seconds(median)} in the last ten seconds`);
  }
}

export function restart(history) {
  points.splice(0, points.length, ...history);
  draw();
}

/** Nothing more comes: what was true a second ago is not shown as if it still were. */
export function stop() {
  byId('rate').textContent = '–';
  byId('latency').textContent = '–';
}

export function second(point) {
  points.push(point);
  draw();
}
