// The page of the preview: it listens for views (see session.ts), says what is wrong and draws what is new.
import { drawPages } from '/draw-pages.js';

const LANGUAGE_NAMES = { en: 'English', es: 'Español' };

const sheet = document.querySelector('#sheet');
const status = document.querySelector('#status');
const problems = document.querySelector('#problems');
const pages = document.querySelector('#pages');
const form = document.querySelector('form');

/** What each language's article shows, so that equal pages are not drawn again. */
const shown = new Map();
let events;
/** Views come faster than pages are drawn: only the newest is drawn. */
let waiting = null;
let drawing = false;

const choice = (name) => new FormData(form).get(name);

/** Choices stand in the address, so that reloading keeps them. */
function readChoices() {
  const asked = new URLSearchParams(location.search);
  for (const name of ['variant', 'language']) {
    const input = [...form.elements].find((one) => one.name === name && one.value === asked.get(name));
    if (input) input.checked = true;
  }
}

function listen() {
  events?.close();
  events = new EventSource(`/events?variant=${choice('variant')}`);
  status.textContent = 'Rendering';
  events.onmessage = ({ data }) => {
    waiting = JSON.parse(data);
    if (!drawing) show();
  };
  events.onerror = () => {
    status.textContent = 'The preview has ended; waiting for it to start again';
  };
}

async function show() {
  drawing = true;
  try {
    while (waiting) {
      const view = waiting;
      waiting = null;
      sheet.textContent = view.sheet;
      document.title = `${view.problems.length > 0 ? '● ' : ''}${view.sheet} – preview`;
      showProblems(view);
      await showPages(view);
      const at = new Date().toLocaleTimeString([], { hour12: false });
      status.textContent =
        view.problems.length > 0 ? `Cannot be rendered, ${at}` : `Rendered in ${view.milliseconds} ms, ${at}`;
      document.documentElement.dataset.view = `${view.variant} ${view.pages.map(({ digest }) => digest).join(' ')}`;
    }
  } finally {
    drawing = false;
  }
}

function showProblems(view) {
  const nodes = view.problems.flatMap(({ name, file, line, message }) => {
    const place = file === null ? name : line === null ? file : `${file}, line ${line}`;
    return [element('h2', place), element('pre', message)];
  });
  const stale = view.pages.some((page) => page.stale);
  if (stale) nodes.push(element('p', 'The pages below are the last that could be rendered.', 'stale'));
  problems.replaceChildren(...nodes);
  problems.hidden = nodes.length === 0;
}

function element(tag, text, className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

async function showPages(view) {
  for (const { language, digest, stale } of view.pages) {
    const article = articleOf(language);
    article.classList.toggle('stale', stale);
    const url = `/pages/${view.variant}/${language}.pdf`;
    article.querySelector('a').href = url;
    if (shown.get(language) === digest) continue;
    await drawPages(article, url, LANGUAGE_NAMES[language]);
    shown.set(language, digest);
  }
  const present = view.pages.map(({ language }) => language);
  for (const [language] of shown) if (!present.includes(language)) removePages(language);
  chooseLanguage();
}

function removePages(language) {
  document.querySelector(`#pages-${language}`)?.remove();
  shown.delete(language);
}

function articleOf(language) {
  const known = document.querySelector(`#pages-${language}`);
  if (known) return known;
  const article = document.createElement('article');
  article.id = `pages-${language}`;
  article.lang = language;
  const heading = element('h2', `${LANGUAGE_NAMES[language]} `, 'language');
  const link = element('a', 'PDF');
  link.target = '_blank';
  heading.append(link);
  article.append(heading);
  pages.append(article);
  return article;
}

function chooseLanguage() {
  const language = choice('language');
  for (const article of pages.querySelectorAll('article'))
    article.hidden = language !== 'all' && article.id !== `pages-${language}` && shown.has(language);
}

form.addEventListener('change', ({ target }) => {
  history.replaceState(null, '', `?variant=${choice('variant')}&language=${choice('language')}`);
  if (target.name === 'variant') listen();
  else chooseLanguage();
  window.dispatchEvent(new Event('resize'));
});
window.addEventListener('beforeunload', () => events?.close());

readChoices();
listen();
