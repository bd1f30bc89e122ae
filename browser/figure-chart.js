// <figure-chart data-vega data-interpreter data-spec>: a figure as a table, and as a chart when a reader asks for it. Vega
// is fifty times as large as the rest of the page, so it is loaded with the first chart. It interprets the chart's
// expressions: the page's security policy allows no code made from texts.
/** @type {Promise<any> | null} Vega has no types for its browser build */
let loading = null;

/**
 * Loads Vega and its interpreter once.
 * @param {DOMStringMap} addresses
 */
function loadVega({ vega, interpreter }) {
  // the interpreter takes its helper functions from Vega, so it comes second
  loading ??= import(vega ?? '')
    .then(() => import(interpreter ?? ''))
    .then(({ expressionInterpreter }) => ({ vega: Reflect.get(globalThis, 'vega'), expressionInterpreter }));
  return loading;
}

/**
 * The look of charts, from the page's own colours: they differ in the dark.
 * @param {Element} element
 */
function look(element) {
  const style = getComputedStyle(element);
  const color = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const text = { labelColor: color('--muted'), labelFont: 'Barlow Semi', labelFontSize: 14 };
  return {
    axis: { ...text, gridColor: color('--hair'), domainColor: color('--hair') },
    legend: { ...text, symbolStrokeWidth: 3 },
    rect: { fill: color('--teal') },
    text: { fill: color('--ink'), font: 'Barlow Semi', fontSize: 14 },
    range: {
      category: [color('--teal'), color('--clay-text'), color('--muted'), color('--ink'), color('--amber')],
      symbol: ['circle', 'square', 'diamond', 'triangle-up', 'cross'],
    },
  };
}

class FigureChart extends HTMLElement {
  connectedCallback() {
    this.#buttons = [...this.querySelectorAll('button')].filter(({ dataset }) => dataset.shows !== undefined);
    for (const button of this.#buttons) button.addEventListener('click', () => this.#show(button.dataset.shows ?? ''));
    this.querySelector('[data-switch]')?.removeAttribute('hidden');
  }

  /** @type {HTMLButtonElement[]} */
  #buttons = [];
  #drawn = false;

  /** @param {string} what */
  async #show(what) {
    if (what === 'chart' && !this.#drawn) {
      this.#drawn = true;
      await this.#draw().catch(() => {
        this.#drawn = false;
        this.setAttribute('data-failed', '');
        what = 'table'; // the table has the same numbers
      });
    }
    for (const part of this.querySelectorAll('[data-part]'))
      part.toggleAttribute('hidden', part.getAttribute('data-part') !== what);
    for (const button of this.#buttons) button.setAttribute('aria-pressed', String(button.dataset.shows === what));
  }

  async #draw() {
    const place = this.querySelector('[data-part="chart"]');
    if (!(place instanceof HTMLElement)) return;
    const [{ vega, expressionInterpreter }, answer] = await Promise.all([
      loadVega(this.dataset),
      fetch(this.dataset.spec ?? ''),
    ]);
    const spec = await answer.json();
    spec.data[0].values = JSON.parse(this.querySelector('script[type="application/json"]')?.textContent ?? '[]');
    place.hidden = false;
    spec.width = Math.max(280, place.clientWidth);
    const dataflow = vega.parse(spec, look(this), { ast: true });
    const view = new vega.View(dataflow, { expr: expressionInterpreter, renderer: 'svg', hover: true });
    await view.initialize(place.querySelector('[data-drawing]')).runAsync();
    // the frame has the chart's name, and the table its numbers
    place.querySelector('svg')?.setAttribute('aria-hidden', 'true');
    this.setAttribute('data-drawn', '');
  }
}

customElements.define('figure-chart', FigureChart);
