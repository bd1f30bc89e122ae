// The list of the chosen files, each with its state, and the summary of what speaks against sending them.
import { element, filled, found } from './elements.js';

/**
 * @typedef {import('./chosen-files.js').ChosenFile} ChosenFile
 *
 * @typedef {'checking' | 'ready' | 'unconfirmed' | 'wrong' | 'skipped' | 'sent' | 'accepted'} State
 *
 * @typedef {object} Entry a chosen file
 * @property {ChosenFile} chosen
 * @property {State} state
 * @property {string} sha256
 * @property {boolean} isEmpty whether the person confirmed that it is empty on purpose
 * @property {string} offered the number of the check where files go to the store; else empty
 * @property {HTMLElement} item its line in the list
 * @property {HTMLElement} section its problems
 * @property {string} text its state in words
 * @property {(state: State, text: string) => void} set
 * @property {(...lines: HTMLElement[]) => void} add adds lines below its name
 */

/** The shape that shows a state without colour; the words next to it say the same. */
const MARKS = { ready: 'accepted', accepted: 'accepted', wrong: 'rejected' };

/** The number of problems that the summary names. */
const NAMED = 12;

/**
 * Adds a file to the list.
 * @param {HTMLElement} desk
 * @param {ChosenFile} chosen
 * @returns {Entry}
 */
export function startEntry(desk, chosen) {
  const [item, section] = [element('li'), element('section')];
  const lines = element('div');
  const state = element('span', '', { class: 'state' });
  lines.append(element('b', chosen.name), ' ', state);
  const mark = (/** @type {string} */ name) => found(desk, `[data-mark=${name}]`, HTMLElement).cloneNode(true);
  const place = element('span');
  item.append(place, lines);
  found(desk, '[data-list]', HTMLElement).append(item);
  found(desk, '[data-problems]', HTMLElement).append(section);
  /** @type {Entry} */
  const entry = {
    ...{ chosen, state: 'checking', sha256: '', isEmpty: false, offered: '', item, section, text: '' },
    set(now, text) {
      Object.assign(entry, { state: now, text });
      state.textContent = text;
      state.className = now === 'wrong' ? 'bad' : 'state';
      place.replaceChildren(...mark(MARKS[/** @type {keyof typeof MARKS} */ (now)] ?? 'missing').childNodes);
    },
    add: (...more) => lines.append(...more),
  };
  entry.set('checking', '');
  return entry;
}

/**
 * Shows which step the person has come to.
 * @param {HTMLElement} desk
 * @param {number} index from 0
 */
export function showStep(desk, index) {
  const steps = [...found(desk, '[data-steps]', HTMLElement).children];
  for (const [at, step] of steps.entries()) step.ariaCurrent = at === index ? 'step' : null;
}

/**
 * Shows what speaks against sending files, each point with a link to its rows, and moves the focus there.
 * @param {HTMLElement} desk
 * @param {Readonly<Record<string, string>>} words
 * @param {readonly Entry[]} entries
 */
export function showSummary(desk, words, entries) {
  const wrong = entries.filter(({ state }) => state === 'wrong');
  if (wrong.length === 0) return;
  const panel = element('div', '', { class: 'panel wrong', role: 'alert', tabindex: '-1' });
  const isSome = entries.some(({ state }) => state === 'ready');
  const points = wrong.flatMap(pointsOf);
  const list = element('ul');
  list.append(...points.slice(0, NAMED));
  if (points.length > NAMED) list.append(element('li', filled(words.more ?? '', { n: points.length - NAMED })));
  panel.append(
    element('h2', filled(words.summary ?? '', { n: wrong.length, total: entries.length })),
    element('p', `${words.summaryHelp} ${isSome ? words.summaryReady : ''}`.trim()),
    list,
  );
  found(desk, '[data-summary]', HTMLElement).replaceChildren(panel);
  panel.focus();
}

/** @param {Entry} entry */
function pointsOf({ chosen: { name }, section, text, item }) {
  const kinds = [...section.querySelectorAll('.kind:not([data-severity=warning])')];
  const objections = [...item.querySelectorAll('small.bad')].map(({ textContent }) => textContent);
  if (kinds.length === 0 || objections.length > 0) return [element('li', `${name}: ${objections[0] ?? text}`)];
  return kinds.map((kind) => {
    const point = element('li');
    point.append(element('a', `${name}: ${kind.querySelector('h3')?.textContent}`, { href: `#${kind.id}` }));
    return point;
  });
}
