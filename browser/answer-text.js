// Why a request that sent a file did not succeed, in the words of the page.
import { filled } from './elements.js';

/** The status of a file that changed on the person's disk after it was chosen: the browser does not read it any more. */
export const CHANGED = -2;

/** @type {Readonly<Record<number, string>>} */
const TEXTS = {
  [CHANGED]: 'fileChanged',
  [-1]: 'cancelled',
  0: 'connectionLost',
  413: 'tooLarge',
  504: 'checkTooLong',
  507: 'diskFull',
};

/**
 * @param {import('./requests.js').Answer} answer its detail is in English
 * @param {Readonly<Record<string, string>>} words
 * @param {string} name of the file
 */
export function answerText({ status, body }, words, name) {
  const detail = [status, body?.detail ?? body?.title].filter(Boolean).join(', ');
  return filled(words[TEXTS[status] ?? 'notTaken'] ?? '', { name, detail });
}

/**
 * Whether the browser can still read a file.
 * @param {File} file
 */
export const isReadable = (file) =>
  file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
