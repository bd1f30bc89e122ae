// What the list says of a checked file, besides its problems: how many records it has, and its place among the files
// that the month has.
import { element, filled } from './elements.js';

/**
 * @typedef {object} Received a file that the month has
 * @property {string} name
 * @property {string[]} tables those that it provides now
 * @property {string} when
 * @property {number} records
 * @property {boolean} isApproved
 *
 * @typedef {object} Counts
 * @property {string | null} table
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
 * @param {Readonly<Record<string, string>>} words
 * @param {readonly Received[]} received
 * @param {Checked} checked
 */
export function fileNotes(words, received, { name, tables, otherHotline }) {
  const text = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) =>
    filled(words[key] ?? '', values);
  const lines = tables.map(({ table, records, rowsInError, warnings }) => {
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
  return { lines, isFree: other === undefined && otherHotline === null };
}
