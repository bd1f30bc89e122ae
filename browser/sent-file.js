// What becomes of a file that was sent.
import { pause } from './elements.js';
import { refreshParts } from './refresh-parts.js';

/** How soon the status of a sent file is requested again, first and at most, and for how long. */
const [ASK_AFTER_MS, ASK_EVERY_MS, PATIENCE_MS] = [1000, 5000, 5 * 60_000];

/**
 * @typedef {object} Outcome
 * @property {boolean} isAccepted
 * @property {{ title: string, monthText: string } | null} countedIn the first edition that counts it
 *
 * @typedef {object} Say how the page says it
 * @property {(name: string, values?: Readonly<Record<string, string | number>>) => string} text
 * @property {(name: string, values?: Readonly<Record<string, string | number>>) => void} announce
 */

/**
 * Says what becomes of a file that was sent, until an edition counts it.
 * @param {import('./file-list.js').Entry} entry
 * @param {string} address that of its status
 * @param {Say} say
 */
export async function follow({ chosen: { name }, sha256, set }, address, { text, announce }) {
  let last = null;
  for await (const { isAccepted, countedIn } of outcomes(address, sha256)) {
    const counted = countedIn
      ? text('countedIn', { title: countedIn.title, month: countedIn.monthText })
      : text('notYetCounted');
    const reason = isAccepted ? `${text('accepted')}. ${counted}` : text('rejected');
    set(isAccepted ? 'accepted' : 'wrong', reason);
    announce('failed', { name, reason });
    await refreshParts();
    last = reason;
  }
  if (last === null) announce('waited', { name });
}

/**
 * Yields what became of a file: once when it was read, and once more when an edition counts it. Yields nothing if the
 * file was not read for a long time.
 * @param {string} address that of its status
 * @param {string} sha256
 * @returns {AsyncGenerator<Outcome>}
 */
async function* outcomes(address, sha256) {
  const read = await statusUntil(address, (status) => isRead(status, sha256));
  if (!read) return;
  yield outcomeOf(read);
  if (read.state !== 'accepted' || read.countedIn.length > 0) return;
  const counted = await statusUntil(address, ({ countedIn }) => countedIn.length > 0);
  if (counted) yield outcomeOf(counted);
}

/**
 * @param {any} status
 * @param {string} sha256
 */
const isRead = (status, sha256) => status.sha256 === sha256 && status.state !== 'reading';

/**
 * @param {any} status
 * @returns {Outcome}
 */
const outcomeOf = ({ state, countedIn }) => ({ isAccepted: state === 'accepted', countedIn: countedIn[0] ?? null });

/**
 * Asks for the status of a file until it is as wanted; returns null if it is not for a long time.
 * @param {string} address
 * @param {(status: any) => boolean} isWanted
 */
async function statusUntil(address, isWanted) {
  const end = Date.now() + PATIENCE_MS;
  for (let wait = ASK_AFTER_MS; Date.now() < end; wait = Math.min(wait * 1.3, ASK_EVERY_MS)) {
    const answer = await fetch(address).catch(() => null);
    const status = answer?.ok ? await answer.json().catch(() => null) : null; // a lost connection is tried again
    if (status && isWanted(status)) return status;
    await pause(wait);
  }
  return null;
}
