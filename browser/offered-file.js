// Sends files where the portal does not receive them itself: the browser sends each one to the store of exports, at an
// address that accepts exactly the bytes whose size and SHA-256 were announced.

import { pause } from './elements.js';
import { sendFile } from './requests.js';

/**
 * @typedef {import('./requests.js').Answer} Answer
 * @typedef {import('./requests.js').SendOptions} SendOptions
 */

/** How often the result of a check is requested, and for how long, in milliseconds. */
const [ASK_EVERY_MS, PATIENCE_MS] = [1000, 5 * 60_000];

/**
 * Has a file checked: sends it to the store and waits for the result. The answer's body has the number of the check,
 * `offered`, with which the file can be sent.
 * @param {string} place the address of the month
 * @param {string} language
 * @param {string} name
 * @param {File} file
 * @param {SendOptions} options
 * @returns {Promise<Answer>}
 */
export async function checkOffered(place, language, name, file, options) {
  const bytes = { size: file.size, sha256: await sha256Of(file) };
  const offered = await asked(`${place}/check-offers/${encodeURIComponent(name)}?lang=${language}`, bytes);
  if (offered.status !== 201) return offered;
  const { check, offer } = offered.body;
  const sent = await sendFile(offer.url, file, { ...options, ...offer });
  if (sent.status !== 200) return sent;
  const result = `${place}/check-results/${check}`;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !options.signal.aborted; await pause(ASK_EVERY_MS)) {
    const answer = await answered(fetch(result));
    if (answer.status !== 202)
      return { ...answer, body: answer.body && { otherHotline: null, ...answer.body, ...named(check, answer.body) } };
  }
  return { status: options.signal.aborted ? -1 : 504, body: null, retryAfter: 2 };
}

/** A check with more problems has no list of them. */
const MOST_LISTED = 20_000;

/**
 * Returns the number of a check, to send its file with, and to read the list of its problems with, if there is one.
 * @param {string} check
 * @param {{ tables?: readonly { kinds: readonly { count: number }[] }[] }} result
 */
function named(check, { tables = [] }) {
  const counts = tables.flatMap(({ kinds }) => kinds.map(({ count }) => count));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return { offered: check, check: total > MOST_LISTED ? null : check };
}

/**
 * Sends a file that was checked to the exports. The answer is 202, as where the portal receives files.
 * @param {string} place the address of the month
 * @param {string} check with its query, if any
 * @param {File} file
 * @param {SendOptions} options
 * @returns {Promise<Answer>}
 */
export async function sendOffered(place, check, file, options) {
  const offered = await asked(`${place}/upload-offers/${check}`, {});
  if (offered.status !== 201) return offered;
  const { offer } = offered.body;
  const sent = await sendFile(offer.url, file, { ...options, ...offer });
  return sent.status === 200 ? { ...sent, status: 202 } : sent;
}

/**
 * Requests the list with values of a checked file until it is there; null if the connection was lost.
 * @param {string} address
 * @returns {Promise<Response | null>}
 */
export async function offeredValues(address) {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(ASK_EVERY_MS)) {
    const answer = await fetch(address, { method: 'POST' }).catch(() => null);
    if (answer?.status !== 202 || Date.now() > end) return answer;
  }
}

/** @param {File} file */
async function sha256Of(file) {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {string} address
 * @param {object} body
 */
const asked = (address, body) =>
  answered(
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );

/**
 * Returns an answer with its JSON; status 0 if the connection was lost.
 * @param {Promise<Response>} request
 * @returns {Promise<Answer>}
 */
async function answered(request) {
  const answer = await request.catch(() => null);
  if (!answer) return { status: 0, body: null, retryAfter: 2 };
  const body = await answer.json().catch(() => null);
  return { status: answer.status, body, retryAfter: Number(answer.headers.get('retry-after') ?? 2) };
}
