// The script that every page of the portal loads.

// Focuses the error notice, so that it is read first.
const notice = document.querySelector('[data-notice]');
if (notice instanceof HTMLElement) notice.focus();

// Text typed into a form stays in this tab until a decision is stored, so that a session that ends meanwhile loses
// nothing. The page names the last decision, so that a reason is not offered a second time after it was stored.
const about = document.querySelector('[data-decision]');
const key = `typed ${location.pathname}`;
const field = document.querySelector('form[data-keep] textarea');
if (about instanceof HTMLElement) {
  const decision = about.dataset.decision ?? '';
  const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  if (stored?.decision !== decision) sessionStorage.removeItem(key);
  if (field instanceof HTMLTextAreaElement) {
    if (field.value === '' && stored?.decision === decision) field.value = stored.text;
    field.addEventListener('input', () => sessionStorage.setItem(key, JSON.stringify({ decision, text: field.value })));
  }
}
