// <upload-desk>: checks files and folders one after another, then sends those that are ready. It sends the bytes that
// were checked; their hash identifies them.
import { lists, tableProblems } from './checked-file.js';
import { droppedFiles, listedFiles, objection } from './chosen-files.js';
import { button, element, filled, found, pause } from './elements.js';
import { checkOffered, sendOffered } from './offered-file.js';
import { sendFile } from './requests.js';
import { outcomes } from './sent-file.js';

/**
 * @typedef {import('./chosen-files.js').ChosenFile} ChosenFile
 * @typedef {import('./requests.js').Answer} Answer
 *
 * @typedef {object} Ready
 * @property {ChosenFile} chosen
 * @property {string} sha256
 * @property {string} offered the number of the check where files go to the store; else empty
 * @property {HTMLElement} state shows what becomes of the file
 *
 * @typedef {object} Received a file that the month has
 * @property {string} name
 * @property {string[]} tables those that it provides now
 * @property {string} when
 * @property {number} records
 * @property {boolean} isApproved
 */

class UploadDesk extends HTMLElement {
  /** @type {Readonly<Record<string, string>>} */
  #words = JSON.parse(this.dataset.words ?? '{}');
  /** @type {readonly Received[]} */
  #received = JSON.parse(this.dataset.received ?? '[]');
  #place = this.dataset.place ?? '';
  /** Whether files go to the store of exports, not to the portal. */
  #isOffered = this.dataset.offers === 'yes';
  /** @type {Ready[]} */
  #ready = [];
  #isBusy = false;
  #cancelling = new AbortController();

  connectedCallback() {
    const input = found(this, 'input', HTMLInputElement);
    found(this, '[data-choose]', HTMLElement).addEventListener('click', () => input.click());
    input.addEventListener('change', async () => {
      await this.#check(listedFiles(input.files));
      input.value = ''; // so that choosing the corrected file of the same name is a change
    });
    found(this, '[data-send]', HTMLElement).addEventListener('click', () => this.#send());
    found(this, '[data-cancel]', HTMLElement).addEventListener('click', () => this.#cancelling.abort());
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', async (event) => {
      event.preventDefault();
      if (event.dataTransfer) await this.#check(await droppedFiles(event.dataTransfer));
    });
    addEventListener('beforeunload', (event) => {
      if (this.#isBusy) event.preventDefault();
    });
  }

  /**
   * @param {string} name of a text
   * @param {Readonly<Record<string, string | number>>} values
   */
  #text(name, values = {}) {
    return filled(this.#words[name] ?? name, values);
  }

  /**
   * @param {string} name of a text
   * @param {Readonly<Record<string, string | number>>} values
   */
  #announce(name, values = {}) {
    found(this, '[role=status]', HTMLElement).textContent = this.#text(name, values);
  }

  /** @param {boolean} isBusy */
  #busy(isBusy) {
    this.#isBusy = isBusy;
    if (isBusy) this.#cancelling = new AbortController();
    found(this, '[data-cancel]', HTMLElement).hidden = !isBusy;
  }

  /** @param {ChosenFile[]} files */
  async #check(files) {
    if (this.#isBusy || files.length === 0) return;
    this.#busy(true);
    this.#ready = [];
    const list = found(this, '[data-files]', HTMLElement);
    list.replaceChildren();
    const send = found(this, '[data-send]', HTMLElement);
    send.hidden = true;
    for (const chosen of files) {
      this.#announce('checking', { name: chosen.name });
      list.append(await this.#checked(chosen, files));
      if (this.#cancelling.signal.aborted) break;
    }
    if (this.#cancelling.signal.aborted)
      this.#announce('cancelled', { name: files.length === 1 ? (files[0]?.name ?? '') : '' });
    else this.#announce('checked', { n: this.#ready.length, total: files.length });
    send.textContent = this.#text('send', { n: this.#ready.length });
    send.hidden = this.#ready.length === 0;
    this.#busy(false);
  }

  /**
   * Checks one file and returns its part of the page.
   * @param {ChosenFile} chosen
   * @param {readonly ChosenFile[]} all
   */
  async #checked(chosen, all) {
    const { name, file } = chosen;
    const section = element('section');
    const state = element('span', '', { class: 'unit' });
    section.append(element('h2', name), ' ', state);
    const against = objection(chosen, all, this.dataset.month ?? '');
    if (against) return this.#refused(section, state, this.#text(against.text, { name: against.name }));
    const answer = await this.#askCheck(name, file);
    if (answer.status !== 200) return this.#refused(section, state, this.#reason(answer, name));
    const { sha256, tables, check, otherHotline, offered = '' } = answer.body;
    const notes = this.#notes(name, tables, otherHotline);
    const isReady =
      notes.isFree && tables.every((/** @type {{ status: string }} */ { status }) => status === 'accepted');
    state.textContent = this.#text(isReady ? 'ready' : 'errors');
    state.className = isReady ? 'unit' : 'unit bad';
    if (isReady) this.#ready.push({ chosen, sha256, offered, state });
    section.append(...notes.shown);
    const language = this.dataset.language ?? 'en';
    const context = { words: this.#words, place: this.#place, language, check, file, name };
    for (const table of tables) section.append(...tableProblems(table, context));
    // the store keeps what was found, without values: there is no list to fetch
    if (check && tables.some((/** @type {{ kinds: unknown[] }} */ { kinds }) => kinds.length > 0))
      section.append(lists(context));
    return section;
  }

  /**
   * @param {HTMLElement} section
   * @param {HTMLElement} state
   * @param {string} text
   */
  #refused(section, state, text) {
    state.textContent = text;
    state.className = 'unit bad';
    return section;
  }

  /**
   * Returns what the page says of a file's place among those that the month has.
   * @param {string} name
   * @param {readonly { table: string | null }[]} tables
   * @param {string | null} otherHotline
   */
  #notes(name, tables, otherHotline) {
    const shown = [];
    if (otherHotline !== null)
      shown.push(element('p', this.#text('otherHotline', { name: otherHotline }), { class: 'bad' }));
    const other = this.#received.find(
      (one) =>
        one.name.normalize('NFC') !== name && tables.some(({ table }) => table !== null && one.tables.includes(table)),
    );
    if (other) shown.push(element('p', this.#text('otherFile', { name: other.name }), { class: 'bad' }));
    const same = this.#received.find((one) => one.name.normalize('NFC') === name);
    if (same) shown.push(element('p', this.#text('replaces', { when: same.when, n: same.records })));
    if (same?.isApproved) shown.push(element('p', this.#text('replacesApproved'), { class: 'bad' }));
    return { shown, isFree: other === undefined && otherHotline === null };
  }

  /**
   * Returns in words why a request did not succeed.
   * @param {Answer} answer
   * @param {string} name
   */
  #reason({ status, body }, name) {
    if (status === -1) return this.#text('cancelled', { name });
    if (status === 0) return this.#text('connectionLost', { name });
    if (status === 413) return this.#text('tooLarge', { name });
    if (status === 507) return this.#text('diskFull');
    return body?.detail ?? body?.title ?? String(status);
  }

  /**
   * Checks a file; the text says how much was sent, then how long the check has taken.
   * @param {string} name
   * @param {File} file
   */
  async #askCheck(name, file) {
    const address = `${this.#place}/checks/${encodeURIComponent(name)}?lang=${this.dataset.language}`;
    let since = 0;
    const timer = setInterval(() => {
      if (since > 0) this.#announce('stillChecking', { name, n: Math.round((Date.now() - since) / 1000) });
    }, 2000);
    try {
      const options = {
        signal: this.#cancelling.signal,
        onProgress: (/** @type {number} */ percent) => {
          since = percent < 100 ? 0 : since || Date.now();
          if (percent < 100) this.#announce('sendingToCheck', { name, n: percent });
        },
      };
      const language = this.dataset.language ?? 'en';
      return await this.#persistent(name, () =>
        this.#isOffered ? checkOffered(this.#place, language, name, file, options) : sendFile(address, file, options),
      );
    } finally {
      clearInterval(timer);
    }
  }

  /**
   * Repeats a request while the portal is busy, after the person has signed in again, or when the person tries again
   * after the connection was lost.
   * @param {string} name
   * @param {() => Promise<Answer>} request
   */
  async #persistent(name, request) {
    for (;;) {
      const answer = await request();
      if (answer.status === 503) {
        this.#announce('waiting', { name });
        await pause(1000 * answer.retryAfter);
      } else if (answer.status === 401) await this.#question('signInAgain', 'goOn', true);
      else if (answer.status === 0) await this.#question('connectionLost', 'tryAgain', false, name);
      else return answer;
      if (this.#cancelling.signal.aborted) return { status: -1, body: null, retryAfter: 0 };
    }
  }

  /**
   * Shows what went wrong and waits until the person goes on or cancels.
   * @param {string} text
   * @param {string} label of the button
   * @param {boolean} needsSignIn
   * @param {string} name
   */
  async #question(text, label, needsSignIn, name = '') {
    const notice = element('div', '', { class: 'notice', role: 'alert', tabindex: '-1' });
    notice.append(element('p', this.#text(text, { name })));
    if (needsSignIn) {
      const link = element('a', this.#text('signInLink'), { href: '/', target: '_blank', rel: 'noopener' });
      notice.append(link);
    }
    found(this, '[data-notice-place]', HTMLElement).replaceChildren(notice);
    notice.focus();
    await new Promise((resolve) => {
      notice.append(
        ' ',
        button(this.#text(label), 'quiet', () => resolve(null)),
      );
      this.#cancelling.signal.addEventListener('abort', () => resolve(null));
    });
    notice.remove();
  }

  async #send() {
    if (this.#isBusy) return;
    this.#busy(true);
    found(this, '[data-send]', HTMLElement).hidden = true;
    const waiting = this.#ready.splice(0);
    for (const ready of waiting) {
      if (this.#cancelling.signal.aborted) break;
      await this.#sendOne(ready);
    }
    this.#busy(false);
  }

  /** @param {Ready} ready */
  async #sendOne({ chosen: { name, file }, sha256, offered, state }) {
    const path = `${this.#place}/uploads/${encodeURIComponent(name)}`;
    const options = {
      signal: this.#cancelling.signal,
      onProgress: (/** @type {number} */ n) => this.#announce('sending', { name, n }),
    };
    const answer = await this.#persistent(name, () =>
      this.#isOffered
        ? sendOffered(this.#place, offered, file, options)
        : sendFile(`${path}?sha256=${sha256}`, file, options),
    );
    if (answer.status !== 202) {
      state.textContent = this.#reason(answer, name);
      state.className = 'unit bad';
      this.#announce('failed', { name, reason: state.textContent });
      return;
    }
    this.#announce('reading', { name });
    found(this, '[data-cancel]', HTMLElement).hidden = true; // the file is stored
    let last = null;
    for await (const outcome of outcomes(`${path}?lang=${this.dataset.language}`, sha256)) {
      const { isAccepted, countedIn } = outcome;
      const result = this.#text(isAccepted ? 'accepted' : 'rejected');
      const counted = countedIn ? this.#text('countedIn', { title: countedIn.title, month: countedIn.monthText }) : '';
      state.textContent = [result, counted].filter(Boolean).join('. ');
      this.#announce('failed', { name, reason: state.textContent });
      last = outcome;
    }
    if (!last) this.#announce('waited', { name });
  }
}

customElements.define('upload-desk', UploadDesk);
