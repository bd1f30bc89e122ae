// Draws PDFs into canvases. A new page takes the old one's place only when it is drawn, so nothing flickers or scrolls.
import { GlobalWorkerOptions, getDocument } from './pdf.js';

GlobalWorkerOptions.workerSrc = new URL('pdf.worker.js', document.baseURI).href;

/** Open documents by article: they are drawn again, sharper or coarser, when the window changes. */
const open = new Map();

/** Draws a PDF below an article's heading; `name` says in whose language, for those who hear the page. */
export async function drawPages(article, url, name) {
  const pdf = await getDocument({ url, disableRange: true, disableStream: true, isEvalSupported: false }).promise;
  const canvases = await draw(pdf, article, name);
  const old = [...article.querySelectorAll('canvas')];
  canvases.forEach((canvas, at) => {
    if (old[at]) old[at].replaceWith(canvas);
    else article.append(canvas);
  });
  for (const canvas of old.slice(canvases.length)) canvas.remove();
  const before = open.get(article);
  open.set(article, { pdf, url, name });
  await before?.pdf.loadingTask.destroy();
}

async function draw(pdf, article, name) {
  const canvases = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const scale = (widthOf(article) * devicePixelRatio) / width;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.style.aspectRatio = `${width} / ${height}`;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${name}, page ${number} of ${pdf.numPages}; the PDF above can be read aloud`);
    await page.render({ canvas, viewport: page.getViewport({ scale }) }).promise;
    canvases.push(canvas);
  }
  return canvases;
}

/** In CSS pixels; a hidden article is drawn as wide as a page, and again when it is shown. */
const widthOf = (article) => article.clientWidth || 816;

let timer;
addEventListener('resize', () => {
  clearTimeout(timer);
  timer = setTimeout(redraw, 150);
});

async function redraw() {
  for (const [article, { pdf, name }] of [...open]) {
    const first = article.querySelector('canvas');
    if (!article.isConnected || !first || first.width === Math.round(widthOf(article) * devicePixelRatio)) continue;
    const canvases = await draw(pdf, article, name).catch(() => []);
    const old = [...article.querySelectorAll('canvas')];
    if (open.get(article)?.pdf !== pdf) continue;
    for (const [at, canvas] of canvases.entries()) old[at]?.replaceWith(canvas);
  }
}
