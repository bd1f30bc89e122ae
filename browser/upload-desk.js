// <upload-desk>: checks files and folders one after another, then sends those that are ready. It sends the bytes that
// were checked; their hash identifies them.

/** Fills in the placeholders of a text. */
const filled = (text, values) => text.replace(/\{(\w+)\}/gu, (_, name) => String(values[name] ?? ''));

function element(tag, text = '', attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Returns every file that was dropped. Items disappear after the first await, so all of them are read before it. */
async function droppedFiles(transfer) {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const parts = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  return (await Promise.all(parts.map(({ entry, file }) => (entry ? filesBelow(entry) : file ? [file] : [])))).flat();
}

/** Lists the files below a folder. `readEntries` gives 100 names at a time, so it is called until it returns none. */
async function filesBelow(entry) {
  if (entry.name.startsWith('.')) return [];
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesBelow))).flat();
}

/** How often the status of a sent file is requested, and for how long. */
const [ASK_EVERY_MS, PATIENCE_MS] = [1000, 5 * 60_000];

class UploadDesk extends HTMLElement {
  #words = JSON.parse(this.dataset.words ?? '{}');
  /** The files that can be sent: each file, the hash of its check, and the element that shows its state. */
  #ready = [];
  #isBusy = false;

  connectedCallback() {
    const input = this.querySelector('input');
    this.querySelector('[data-choose]').addEventListener('click', () => input.click());
    input.addEventListener('change', () => this.#check([...input.files]));
    this.querySelector('[data-send]').addEventListener('click', () => this.#send());
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', async (event) => {
      event.preventDefault();
      if (event.dataTransfer) this.#check(await droppedFiles(event.dataTransfer));
    });
  }

  #announce(text, values = {}) {
    this.querySelector('[role=status]').textContent = filled(text, values);
  }

  async #check(files) {
    if (this.#isBusy || files.length === 0) return;
    this.#isBusy = true;
    this.#ready = [];
    const list = this.querySelector('[data-files]');
    list.replaceChildren();
    this.querySelector('[data-send]').hidden = true;
    for (const file of files) {
      this.#announce(this.#words.checking, { name: file.name });
      list.append(await this.#checked(file));
    }
    this.#announce(this.#words.checked, { n: this.#ready.length, total: files.length });
    const button = this.querySelector('[data-send]');
    button.textContent = filled(this.#words.send, { n: this.#ready.length });
    button.hidden = this.#ready.length === 0;
    this.#isBusy = false;
  }

  async #checked(file) {
    const section = element('section');
    const state = element('span', '', { class: 'unit' });
    section.append(element('h2', file.name), ' ', state);
    const answer = await this.#ask(`checks/${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      state.textContent = problem.title ?? String(answer.status);
      state.className = 'unit bad';
      return section;
    }
    const { sha256, tables } = await answer.json();
    const isReady = tables.every(({ status }) => status === 'accepted');
    state.textContent = isReady ? this.#words.ready : this.#words.errors;
    state.className = isReady ? 'unit' : 'unit bad';
    if (isReady) this.#ready.push({ file, sha256, state });
    for (const table of tables) section.append(...this.#shown(table));
    return section;
  }

  /** Sends a request. The server runs two checks at a time for all users; a request that must wait is sent again. */
  async #ask(path, init) {
    const address = `${this.dataset.place}/${path}${path.includes('?') ? '&' : '?'}lang=${this.dataset.language}`;
    for (;;) {
      const answer = await fetch(address, init);
      if (answer.status !== 503) return answer;
      await pause(1000 * Number(answer.headers.get('retry-after') ?? 2));
    }
  }

  #shown({ table, records, kinds }) {
    const counts = element('p', `${table ?? ''} ${filled(this.#words.records, { n: records })}`.trim(), {
      class: 'unit',
    });
    return [counts, ...kinds.map((kind) => this.#kind(kind))];
  }

  #kind({ severity, count, column, letter, sentence, remedy, rows }) {
    const block = element('div', '', { class: 'kind' });
    const heading = element('h3');
    heading.append(element('span', String(count), { class: severity === 'warning' ? 'n' : 'n bad' }), ` ${sentence}`);
    block.append(heading);
    if (column) block.append(element('p', filled(this.#words.column, { name: `${letter ?? ''} ${column}`.trim() })));
    block.append(element('p', remedy, { class: 'remedy' }));
    if (rows.length > 0) block.append(this.#rows(rows));
    if (count > rows.length && rows.length > 0)
      block.append(element('p', filled(this.#words.more, { n: count - rows.length })));
    return block;
  }

  #rows(rows) {
    const table = element('table');
    const head = element('tr');
    const hasDetails = rows.some(({ detail }) => detail !== '');
    for (const name of ['row', 'record', ...(hasDetails ? ['detail'] : [])])
      head.append(element('th', this.#words[name], { scope: 'col' }));
    const body = element('tbody');
    for (const { row, record, detail } of rows) {
      const line = element('tr');
      for (const text of [row ?? '–', record ?? '–', ...(hasDetails ? [detail] : [])])
        line.append(element('td', String(text)));
      body.append(line);
    }
    const thead = element('thead');
    thead.append(head);
    table.append(thead, body);
    return table;
  }

  async #send() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.querySelector('[data-send]').hidden = true;
    for (const ready of this.#ready.splice(0)) await this.#sendOne(ready);
    this.#isBusy = false;
  }

  async #sendOne({ file, sha256, state }) {
    const name = file.name;
    const path = `uploads/${encodeURIComponent(name)}`;
    const answer = await this.#sent(`${this.dataset.place}/${path}?sha256=${sha256}`, file);
    if (answer.status !== 202) {
      this.#announce(this.#words.failed, { name, reason: answer.title });
      return;
    }
    this.#announce(this.#words.reading, { name });
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      const asked = await fetch(`${this.dataset.place}/${path}`);
      const found = asked.ok ? await asked.json() : null;
      if (found?.sha256 === sha256 && found.tables.length > 0) {
        const isAccepted = found.tables.every(({ status }) => status === 'accepted');
        state.textContent = isAccepted ? this.#words.accepted : this.#words.rejected;
        this.#announce(this.#words.failed, { name, reason: state.textContent });
        return;
      }
      await pause(ASK_EVERY_MS);
    }
    this.#announce(this.#words.waited, { name });
  }

  /** Sends a file by XMLHttpRequest, because fetch reports no progress. */
  #sent(address, file) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open('POST', address);
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.upload.addEventListener('progress', ({ loaded, total }) =>
        this.#announce(this.#words.sending, { name: file.name, n: Math.round((100 * loaded) / Math.max(total, 1)) }),
      );
      const title = () => JSON.parse(request.responseText || '{}').title ?? String(request.status);
      request.addEventListener('load', () => resolve({ status: request.status, title: title() }));
      request.addEventListener('error', () => resolve({ status: 0, title: 'network' }));
      request.send(file);
    });
  }
}

customElements.define('upload-desk', UploadDesk);
