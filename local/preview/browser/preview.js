// The page of the preview: it listens for views (see session.ts), says what is wrong and draws what is new.
import { drawPages } from './draw-pages.js';

const sheet = document.querySelector('#sheet');
const status = document.querySelector('#status');
const problems = document.querySelector('#problems');
const pages = document.querySelector('#pages');
const form = document.querySelector('form');

/** What each language's article shows, so that equal pages are not drawn again. */
const shown = new Map();
/** The newest view of each language. */
const views = new Map();
let events;
/** Views come faster than pages are drawn: of each language, only the newest is drawn. */
const waiting = new Map();
let drawing = false;

const choice = (name) => new FormData(form).get(name);

/** The choices are part of the address, so that reloading keeps them. */
const choiceInAddress = (name) => new URLSearchParams(location.search).get(name);

const inputsNamed = (name) => [...form.elements].filter((input) => input.name === name);

function check(name, value) {
  const input = inputsNamed(name).find((each) => each.value === value);
  if (input) input.checked = true;
}

/** Offers the languages that the sheet is written in, beside all of them. */
function offerLanguages(languages) {
  const [all, ...others] = inputsNamed('language');
  if (others.map(({ value }) => value).join() === languages.join()) return;
  for (const { parentElement } of others) parentElement.remove();
  for (const language of languages) {
    const label = all.parentElement.cloneNode(true);
    const [input, name] = label.children;
    Object.assign(input, { value: language, checked: false });
    Object.assign(name, { lang: language, textContent: nameOf(language) });
    document.querySelector('#languages').append(label);
  }
  all.checked = true;
  check('language', choiceInAddress('language'));
}

/** A language's own name. */
function nameOf(language) {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function listen() {
  events?.close();
  events = new EventSource(`events?variant=${choice('variant')}`);
  status.textContent = 'Rendering';
  views.clear();
  events.onmessage = ({ data }) => {
    const view = JSON.parse(data);
    waiting.set(view.language, view);
    if (!drawing) show();
  };
  events.onerror = () => {
    status.textContent = 'The preview has ended; when it starts again, open the address that it prints';
  };
}

async function show() {
  drawing = true;
  try {
    for (const view of waiting.values()) await showView(view); // those that come meanwhile are among them
  } finally {
    drawing = false;
  }
}

async function showView(view) {
  waiting.delete(view.language);
  if (view.variant !== choice('variant')) return;
  views.set(view.language, view);
  offerLanguages(view.languages);
  for (const language of views.keys()) if (!view.languages.includes(language)) forget(language);
  sheet.textContent = view.sheet;
  showProblems();
  await showPages(view);
  const broken = [...views.values()].some(({ problem }) => problem);
  document.documentElement.dataset.shown = [...shown].map(([of, digest]) => `${view.variant} ${of} ${digest}`).join();
  document.title = `${broken ? '● ' : ''}${view.sheet} – preview`;
  const at = new Date().toLocaleTimeString([], { hour12: false });
  const took = view.milliseconds < 20 ? 'Up to date' : `Rendered in ${view.milliseconds} ms`;
  status.textContent = `${broken ? 'Cannot be rendered' : took}, ${at}`;
}

/** A problem that two languages have in common is shown once. */
function showProblems() {
  const broken = [...views.values()].filter(({ problem }) => problem);
  const distinct = new Map(broken.map(({ problem }) => [problem.message, problem]));
  const nodes = [...distinct.values()].flatMap(({ name, file, line, message }) => {
    const place = file === null ? name : line === null ? file : `${file}, line ${line}`;
    return [element('h2', place), element('pre', withoutFile(message, file))];
  });
  if (broken.some(({ digest }) => digest))
    nodes.push(element('p', 'The pages in a dashed frame are the last that could be rendered.', 'older'));
  if (nodes.map(textOf).join() === [...problems.children].map(textOf).join()) return;
  problems.replaceChildren(...nodes);
  problems.hidden = nodes.length === 0;
}

/** The heading above it names the file. */
const withoutFile = (message, file) =>
  file !== null && message.startsWith(file) ? message.slice(file.length).replace(/^[:,]?\s*/, '') : message;

const textOf = ({ textContent }) => textContent;

function element(tag, text, className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = className;
  return made;
}

async function showPages({ variant, language, languages, digest, problem }) {
  if (digest === null) {
    removePages(language);
    return;
  }
  const article = articleOf(language, languages);
  article.classList.toggle('stale', problem !== null);
  const url = `pages/${variant}/${language}.pdf`;
  article.querySelector('a').href = url;
  if (shown.get(language) !== digest) await drawPages(article, url, nameOf(language));
  shown.set(language, digest);
  chooseLanguage();
}

/** A language the sheet is no longer written in. */
function forget(language) {
  views.delete(language);
  removePages(language);
}

function removePages(language) {
  document.querySelector(`#pages-${language}`)?.remove();
  shown.delete(language);
}

function articleOf(language, languages) {
  const known = document.querySelector(`#pages-${language}`);
  if (known) return known;
  const article = document.createElement('article');
  article.id = `pages-${language}`;
  article.lang = language;
  const heading = element('h2', `${nameOf(language)} `, 'language');
  const link = element('a', 'PDF');
  link.target = '_blank';
  heading.append(link);
  article.append(heading);
  const after = languages
    .slice(languages.indexOf(language) + 1)
    .map((each) => document.querySelector(`#pages-${each}`));
  pages.insertBefore(article, after.find((next) => next !== null) ?? null);
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

check('variant', choiceInAddress('variant'));
listen();
