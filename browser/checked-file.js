// What a check found in a file, as the page shows it: every kind of problem, its rows in pages, and the lists.
import { button, element, filled } from './elements.js';
import { offeredValues } from './offered-file.js';
import { saveAs } from './requests.js';

/**
 * @typedef {object} Row
 * @property {number | null} row
 * @property {number | null} record
 * @property {string} detail
 *
 * @typedef {object} Kind
 * @property {string} code
 * @property {'rejection' | 'error' | 'warning'} severity
 * @property {number} count
 * @property {string | null} column
 * @property {string | null} letter
 * @property {string} sentence
 * @property {string} remedy
 * @property {Row[]} rows
 *
 * @typedef {object} Table
 * @property {string | null} table
 * @property {'accepted' | 'rejected'} status
 * @property {number} records
 * @property {Kind[]} kinds
 *
 * @typedef {object} Context
 * @property {Readonly<Record<string, string>>} words
 * @property {string} place the address of the month in the API
 * @property {string} language
 * @property {string | null} check the id of the check; null where there is no list of its problems
 * @property {boolean} isOffered whether the file went to the store: its values are listed there
 * @property {File} file
 * @property {string} name
 */

/** How many more rows a click shows. */
const ROWS = 50;

/** The number of problems shown so far, for the ids that links lead to. */
let shown = 0;

/**
 * Returns an element for each kind of a table's problems.
 * @param {Table} table
 * @param {Context} context
 */
export const tableProblems = ({ kinds }, context) => kinds.map((kind) => kindBlock(kind, context));

/**
 * @param {Kind} kind
 * @param {Context} context
 */
function kindBlock(kind, context) {
  const { severity, count, column, letter, sentence, remedy, rows } = kind;
  const { words } = context;
  shown += 1;
  const block = element('div', '', { class: 'kind', id: `problem-${shown}`, 'data-severity': severity });
  const heading = element('h3');
  heading.append(element('span', String(count), { class: severity === 'warning' ? 'n' : 'n bad' }), ` ${sentence}`);
  block.append(heading, element('p', words[severity], { class: severity === 'warning' ? 'unit' : 'unit bad' }));
  if (column) block.append(element('p', filled(words.column ?? '', { name: `${letter ?? ''} ${column}`.trim() })));
  block.append(element('p', remedy, { class: 'remedy' }));
  if (rows.length > 0) block.append(...rowsOf(kind, context));
  return block;
}

/**
 * Returns a table of the first rows, and a button that loads more of them as long as there are any.
 * @param {Kind} kind
 * @param {Context} context
 */
function rowsOf({ code, severity, column, count, rows }, { words, place, language, check }) {
  const hasDetails = rows.some(({ detail }) => detail !== '');
  const names = ['row', 'record', ...(hasDetails ? ['detail'] : [])];
  const table = element('table');
  const head = element('tr');
  for (const name of names) head.append(element('th', words[name], { scope: 'col' }));
  const thead = element('thead');
  thead.append(head);
  const body = element('tbody');
  table.append(thead, body);
  /** @param {readonly Row[]} more */
  const add = (more) => {
    for (const { row, record, detail } of more) {
      const line = element('tr');
      for (const text of [row ?? '–', record ?? '–', ...(hasDetails ? [detail] : [])])
        line.append(element('td', String(text)));
      body.append(line);
    }
  };
  add(rows);
  const more = button('', 'link', async () => {
    const after = body.children.length;
    const query = new URLSearchParams({ code, severity, after: String(after), limit: String(ROWS), lang: language });
    if (column !== null) query.set('column', column);
    const answer = await fetch(`${place}/checks/${check}/problems?${query}`).catch(() => null);
    if (!answer?.ok) {
      more.replaceWith(element('p', words.listFailed, { class: 'bad', role: 'alert' }));
      return;
    }
    const page = await answer.json();
    add(page.rows);
    if (page.next === null) more.remove();
    else relabel(page.total - body.children.length);
  });
  const relabel = (/** @type {number} */ left) => {
    more.textContent = filled(words.showMore ?? '', { n: Math.min(left, ROWS) });
  };
  relabel(count - rows.length);
  return check && count > rows.length ? [table, more] : [table];
}

/**
 * Returns the links to the lists of a checked file's problems. The list with values sends the file once more, because
 * the portal stores no values of a file that is only checked; where the file went to the store, it is read there.
 * @param {Context} context
 */
export function lists({ words, place, language, check, file, name, isOffered }) {
  const acts = element('div', '', { class: 'acts' });
  const list = element('a', words.list, {
    class: 'btn quiet',
    href: `${place}/checks/${check}/problems.csv?lang=${language}`,
    download: '',
  });
  acts.append(list);
  const values = button(words.withValues ?? '', 'link', async () => {
    values.disabled = true;
    const answer = isOffered
      ? await offeredValues(`${place}/check-results/${check}/problems-with-values?lang=${language}`)
      : await fetch(`${place}/checks/${encodeURIComponent(name)}/problems-with-values?lang=${language}`, {
          method: 'POST',
          body: file,
        }).catch(() => null);
    values.disabled = false;
    if (answer?.status === 200) await saveAs(answer, `problems-with-values-${name}.csv`);
    else acts.append(element('p', words.listFailed, { class: 'bad', role: 'alert' }));
  });
  acts.append(values, element('p', words.withValuesHint));
  return acts;
}
