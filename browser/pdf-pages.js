// <pdf-pages data-pdf data-library data-worker data-name>: draws a PDF below a link to it when it scrolls into view.
// pdf.js is a hundred times as large as the rest of the page, so it is loaded after the page, once for all PDFs of the
// page.
/** @type {Promise<any> | null} pdf.js has no types for its browser build */
let library = null;

/**
 * Loads pdf.js once.
 * @param {HTMLElement} element
 */
function pdfJs(element) {
  library ??= import(element.dataset.library ?? '').then((loaded) => {
    loaded.GlobalWorkerOptions.workerSrc = new URL(element.dataset.worker ?? '', document.baseURI).href;
    return loaded;
  });
  return library;
}

class PdfPages extends HTMLElement {
  #watching = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    this.#watching.disconnect();
    this.#draw().catch(() => this.setAttribute('data-failed', '')); // the link to the PDF still works
  });

  connectedCallback() {
    this.#watching.observe(this);
  }

  disconnectedCallback() {
    this.#watching.disconnect();
  }

  async #draw() {
    const { getDocument } = await pdfJs(this);
    const url = this.dataset.pdf;
    const task = getDocument({ url, disableRange: true, disableStream: true, isEvalSupported: false });
    const pdf = await task.promise;
    for (let number = 1; number <= pdf.numPages; number++) this.append(await this.#page(pdf, number));
    this.setAttribute('data-drawn', String(pdf.numPages));
    await task.destroy();
  }

  /**
   * @param {any} pdf
   * @param {number} number
   */
  async #page(pdf, number) {
    const page = await pdf.getPage(number);
    const { width } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: (Math.max(this.clientWidth, 300) * devicePixelRatio) / width });
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(viewport.width);
    canvas.height = Math.round(viewport.height);
    canvas.setAttribute('role', 'img');
    const name = (this.dataset.name ?? '').replace('{page}', String(number)).replace('{of}', String(pdf.numPages));
    canvas.setAttribute('aria-label', name);
    await page.render({ canvas, viewport }).promise;
    return canvas;
  }
}

customElements.define('pdf-pages', PdfPages);
