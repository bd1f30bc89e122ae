// <upload-form>: checks files and folders one after another, then sends those that are ready. It sends the bytes that
// were checked; their hash identifies them. Files stay in the list until a file of the same name is chosen, so that a
// corrected one joins those that are ready.
import { answerText, CHANGED, isReadable } from './answer-text.js';
import { droppedFiles, listedFiles, objection } from './chosen-files.js';
import { element, filled, found, pause, waitForPerson } from './elements.js';
import { showStep, showSummary, startEntry } from './file-list.js';
import { sendFile } from './requests.js';
import { follow } from './sent-file.js';

/**
 * @typedef {import('./chosen-files.js').ChosenFile} ChosenFile
 * @typedef {import('./requests.js').Answer} Answer
 *
 * @typedef {import('./file-list.js').Entry} Entry
 */

class UploadForm extends HTMLElement {
  /** @type {Readonly<Record<string, string>>} */
  #words = JSON.parse(this.dataset.words ?? '{}');
  /** @type {readonly import('./file-notes.js').Received[]} */
  #received = JSON.parse(this.dataset.received ?? '[]');
  #place = this.dataset.place ?? '';
  /** Whether files go to the store of exports, not to the portal. */
  #isOffered = this.dataset.offers === 'yes';
  /** @type {Entry[]} */
  #entries = [];
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

  #ready() {
    return this.#entries.filter(({ state }) => state === 'ready');
  }

  /** @param {ChosenFile[]} files */
  async #check(files) {
    if (this.#isBusy || files.length === 0) return;
    this.#busy(true);
    showStep(this, 1);
    const names = new Set(files.map(({ name }) => name));
    const isReplaced = (/** @type {Entry} */ { state, chosen }) => state === 'skipped' || names.has(chosen.name);
    for (const { item, section } of this.#entries.filter(isReplaced)) for (const part of [item, section]) part.remove();
    this.#entries = this.#entries.filter((entry) => !isReplaced(entry));
    found(this, '[data-send]', HTMLElement).hidden = true;
    found(this, '[data-summary]', HTMLElement).replaceChildren();
    const all = [...this.#entries.map(({ chosen }) => chosen), ...files];
    for (const chosen of files) {
      this.#announce('checking', { name: chosen.name });
      const entry = startEntry(this, chosen);
      this.#entries.push(entry);
      // a script that cannot be loaded is a lost connection too
      await this.#checkOne(entry, all).catch(() =>
        entry.set('wrong', this.#text('connectionLost', { name: chosen.name })),
      );
      if (this.#cancelling.signal.aborted) break;
    }
    this.#checked(files);
    this.#busy(false);
    this.#offerToSend();
  }

  /**
   * Says what came of a check: how many files can be sent, and what speaks against the others.
   * @param {ChosenFile[]} files
   */
  #checked(files) {
    const n = this.#ready().length;
    const total = this.#entries.length;
    const isCancelled = this.#cancelling.signal.aborted;
    if (isCancelled) this.#announce('cancelled', { name: files.length === 1 ? (files[0]?.name ?? '') : '' });
    else this.#announce('checked', { n, total });
    if (!isCancelled) showSummary(this, this.#words, this.#entries);
  }

  /**
   * Checks one file, and shows what is wrong with it.
   * @param {Entry} entry
   * @param {readonly ChosenFile[]} all
   */
  async #checkOne(entry, all) {
    const { chosen, section, set } = entry;
    const { name, file } = chosen;
    const against = objection(chosen, all, this.dataset.month ?? '');
    if (against)
      return set(
        against.text === 'notAnExport' ? 'skipped' : 'wrong',
        this.#text(against.text, { name: against.name }),
      );
    const answer = await this.#askCheck(name, file);
    if (answer.status !== 200) return set('wrong', answerText(answer, this.#words, name));
    const { sha256, tables, check, otherHotline, offered = '' } = answer.body;
    const { askWhetherEmpty, fileNotes } = await import('./file-notes.js');
    const notes = fileNotes(this.#words, this.#received, { name, tables, otherHotline });
    const isReady =
      notes.isFree && tables.every((/** @type {{ status: string }} */ { status }) => status === 'accepted');
    Object.assign(entry, { sha256, offered });
    set(isReady ? 'ready' : 'wrong', this.#text(isReady ? 'ready' : 'errors'));
    entry.add(...notes.lines);
    if (isReady && notes.losesRecords) askWhetherEmpty(entry, this.#words, () => this.#offerToSend());
    const language = this.dataset.language ?? 'en';
    const { lists, tableProblems } = await import('./checked-file.js');
    const context = { words: this.#words, place: this.#place, language, check, file, name, isOffered: offered !== '' };
    // the file of another hotline has nothing to correct
    if (otherHotline !== null) return;
    const problems = tables.flatMap((/** @type {any} */ table) => tableProblems(table, context));
    if (problems.length === 0) return;
    section.append(element('h2', name), ' ', element('span', this.#words.kinds, { class: 'unit' }), ...problems);
    // a check with very many problems has no list in the store
    if (check) section.append(lists(context));
  }

  #offerToSend() {
    const n = this.#ready().length;
    const send = found(this, '[data-send]', HTMLElement);
    send.textContent = this.#text('send', { n });
    send.hidden = n === 0 || this.#isBusy;
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
      return await this.#persistent({ name, file }, async () => {
        if (!this.#isOffered) return sendFile(address, file, options);
        const { checkOffered } = await import('./offered-file.js');
        return checkOffered(this.#place, language, name, file, options);
      });
    } finally {
      clearInterval(timer);
    }
  }

  /**
   * Repeats a request while the portal is busy, after the person has signed in again, or when the person tries again
   * after the connection was lost.
   * @param {Pick<ChosenFile, 'name' | 'file'>} chosen
   * @param {() => Promise<Answer>} request
   */
  async #persistent({ name, file }, request) {
    for (;;) {
      const answer = await request();
      if (answer.status === 503) {
        this.#announce('waiting', { name });
        await pause(1000 * answer.retryAfter);
      } else if (answer.status === 401) {
        const link = element('a', this.#text('signInLink'), { href: '/', target: '_blank', rel: 'noopener' });
        await this.#question(this.#text('signInAgain'), this.#text('goOn'), [link]);
      } else if (answer.status === 0) {
        if (!(await isReadable(file))) return { ...answer, status: CHANGED };
        await this.#question(this.#text('connectionLost', { name }), this.#text('tryAgain'), []);
      } else return answer;
      if (this.#cancelling.signal.aborted) return { status: -1, body: null, retryAfter: 0 };
    }
  }

  /**
   * @param {string} text
   * @param {string} label
   * @param {readonly HTMLElement[]} more
   */
  #question(text, label, more) {
    return waitForPerson(
      found(this, '[data-notice-place]', HTMLElement),
      { text, label, more },
      this.#cancelling.signal,
    );
  }

  /** @param {Entry} entry */
  #addressOf = ({ chosen: { name } }) => `${this.#place}/uploads/${encodeURIComponent(name)}`;

  /** @param {Entry} entry */
  #follow(entry) {
    void follow(entry, `${this.#addressOf(entry)}?lang=${this.dataset.language}`, {
      text: (name, values) => this.#text(name, values),
      announce: (name, values) => this.#announce(name, values),
    });
  }

  async #send() {
    if (this.#isBusy) return;
    this.#busy(true);
    showStep(this, 2);
    found(this, '[data-send]', HTMLElement).hidden = true;
    for (const entry of this.#ready()) {
      if (this.#cancelling.signal.aborted) break;
      // the next file need not wait until this one is read and counted
      if (await this.#sendOne(entry)) this.#follow(entry);
    }
    this.#busy(false);
  }

  /**
   * Sends a file. Returns false if it was not stored.
   * @param {Entry} entry
   */
  async #sendOne(entry) {
    const { sha256, isEmpty, offered, set } = entry;
    const { name, file } = entry.chosen;
    const options = {
      signal: this.#cancelling.signal,
      onProgress: (/** @type {number} */ n) => this.#announce('sending', { name, n }),
    };
    const answer = await this.#persistent({ name, file }, async () => {
      if (!this.#isOffered)
        return sendFile(`${this.#addressOf(entry)}?sha256=${sha256}${isEmpty ? '&empty=yes' : ''}`, file, options);
      const { sendOffered } = await import('./offered-file.js');
      return sendOffered(this.#place, `${offered}${isEmpty ? '?empty=yes' : ''}`, file, options);
    });
    if (answer.status === 202) {
      set('sent', this.#text('sent'));
      this.#announce('reading', { name });
      return true;
    }
    // what arrived is not what was checked
    const status = answer.status === 422 ? CHANGED : answer.status;
    const reason = answerText({ ...answer, status }, this.#words, name);
    set('wrong', reason);
    this.#announce('failed', { name, reason });
    return false;
  }
}

customElements.define('upload-form', UploadForm);
