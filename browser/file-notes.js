// What the list says of a checked file, besides its problems: how many records it has, and its place among the files
// that the month has.
import { element, filled } from './elements.js';

/**
 * @typedef {object} Received a file that the month has
 * @property {string} name
 * @property {string[]} tables those that it provides now
 * @property {string} when
 * @property {number} records
 * @property {string[]} filled the tables that have records from it
 * @property {boolean} isApproved
 *
 * @typedef {object} Counts
 * @property {string | null} table
 * @property {'accepted' | 'rejected'} status
 * @property {number} records
 * @property {number} rowsInError
 * @property {number} warnings
 *
 * @typedef {object} Checked
 * @property {string} name
 * @property {readonly Counts[]} tables
 * @property {string | null} otherHotline the name of another hotline that has these headings
 */

/**
 * Returns the lines below a file's name. `isFree`: neither another hotline nor another file provides its tables.
 * `losesRecords`: one of its tables has no records and replaces one that has some.
 * @param {Readonly<Record<string, string>>} words
 * @param {readonly Received[]} received
 * @param {Checked} checked
 */
export function fileNotes(words, received, { name, tables, otherHotline }) {
  const text = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) =>
    filled(words[key] ?? '', values);
  // of a file that cannot be read, no one knows how many records it has
  const read = tables.filter(({ status, records, rowsInError }) => status === 'accepted' || records + rowsInError > 0);
  const lines = read.map(({ table, records, rowsInError, warnings }) => {
    const counts = [text('records', { n: records })];
    if (rowsInError > 0) counts.push(text('rowsInError', { n: rowsInError }));
    if (warnings > 0) counts.push(text('warnings', { n: warnings }));
    return element('small', `${table === null ? '' : `${table}: `}${counts.join(', ')}`);
  });
  const object = (/** @type {string} */ objection) => lines.push(element('small', objection, { class: 'bad' }));
  if (otherHotline !== null) object(text('otherHotline', { name: otherHotline }));
  const other = received.find(
    (one) =>
      one.name.normalize('NFC') !== name && tables.some(({ table }) => table !== null && one.tables.includes(table)),
  );
  if (other) object(text('otherFile', { name: other.name }));
  const same = received.find((one) => one.name.normalize('NFC') === name);
  if (same) lines.push(element('small', text('replaces', { when: same.when, n: same.records })));
  if (same?.isApproved) lines.push(element('small', text('replacesApproved'), { class: 'clay' }));
  const empty = read.filter(({ records, rowsInError }) => records + rowsInError === 0);
  const losesRecords = empty.some(({ table }) => table !== null && same?.filled.includes(table));
  if (empty.length > 0)
    lines.push(element('small', text(losesRecords ? 'emptyQuestion' : 'noRecords'), { class: 'clay' }));
  return { lines, isFree: other === undefined && otherHotline === null, losesRecords };
}

/**
 * Asks whether a file that would remove records is empty on purpose: it is ready when the person says so.
 * @param {import('./file-list.js').Entry} entry
 * @param {Readonly<Record<string, string>>} words
 * @param {() => void} onChange
 */
export function askWhetherEmpty(entry, words, onChange) {
  const box = document.createElement('input');
  box.type = 'checkbox';
  const show = () => {
    entry.isEmpty = box.checked;
    entry.set(box.checked ? 'ready' : 'unconfirmed', words[box.checked ? 'ready' : 'emptyState'] ?? '');
    onChange();
  };
  box.addEventListener('change', show);
  const label = element('label', '', { class: 'radio' });
  label.append(box, ` ${words.emptyConfirm}`);
  entry.add(label);
  show();
}
