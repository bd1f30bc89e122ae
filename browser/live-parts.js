// Keeps the parts of a page up to date: when the portal reports a change, and every few seconds while the page waits for
// something. Without this script a person loads the page again.
import { refreshParts } from './refresh-parts.js';

/** How soon a page that waits asks again: first, and at most. */
const [FIRST_MS, LAST_MS] = [2000, 15_000];

/** @type {EventSource | null} */
let source = null;

function connect() {
  source = new EventSource('/api/v1/events');
  source.addEventListener('changed', () => refreshParts());
}

// browsers open few connections to a server, so a page that no one sees gives its one back
document.addEventListener('visibilitychange', () => {
  source?.close();
  source = null;
  if (document.hidden) return;
  void refreshParts();
  connect();
});
if (!document.hidden) connect();

let wait = FIRST_MS;
async function ask() {
  if (!document.querySelector('[data-waiting]')) return;
  if (!document.hidden) await refreshParts();
  wait = Math.min(wait * 1.2, LAST_MS);
  setTimeout(ask, wait);
}
setTimeout(ask, wait);
