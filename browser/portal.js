// The script that every page of the portal loads.

// Focuses the error notice, so that it is read first.
const notice = document.querySelector('[data-notice]');
if (notice instanceof HTMLElement) notice.focus();

// What is typed is offered to the person who typed it alone, and forgotten when they sign out.
const person = document.querySelector('.who .name')?.textContent ?? '';
document.querySelector('form[action="/sign-out"]')?.addEventListener('submit', () => sessionStorage.clear());

// Text typed into a form stays in this tab until a decision is stored, so that a session that ends meanwhile loses
// nothing. The page names the last decision, so that a reason is not offered a second time after it was stored.
const about = document.querySelector('[data-decision]');
const key = `typed ${location.pathname}`;
const field = document.querySelector('form[data-keep] textarea');
if (about instanceof HTMLElement) {
  const decision = `${person} ${about.dataset.decision ?? ''}`;
  const stored = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  if (stored?.decision !== decision) sessionStorage.removeItem(key);
  if (field instanceof HTMLTextAreaElement) {
    if (field.value === '' && stored?.decision === decision) field.value = stored.text;
    field.addEventListener('input', () => sessionStorage.setItem(key, JSON.stringify({ decision, text: field.value })));
  }
}

// Text typed into the other forms stays in this tab in the same way. `data-keep` names the version that is edited: what was
// typed for an earlier version was stored, so it is not offered again. A verdict is not kept: it is chosen last.
/**
 * @param {Element} one
 * @returns {one is HTMLInputElement}
 */
const isField = (one) =>
  'name' in one && one.name !== '' && one.name !== 'verdict' && 'type' in one && one.type !== 'hidden';

for (const form of document.querySelectorAll('form')) {
  if (!form.matches('[data-keep]:not([data-keep=""])')) continue;
  const version = `${person} ${form.dataset.keep}`;
  const place = `form ${form.getAttribute('action')}`;
  const stored = JSON.parse(sessionStorage.getItem(place) ?? 'null');
  const fields = () => [...form.elements].filter(isField);
  if (stored?.version !== version || document.querySelector('[data-notice]')) sessionStorage.removeItem(place);
  else
    for (const one of fields()) {
      const value = stored.values[one.id || one.name];
      if (typeof value === 'boolean') one.checked = value;
      const group = one.checked ? one.closest('details') : null;
      if (group) group.open = true;
      else if (value !== undefined) one.value = value;
    }
  form.addEventListener('input', () => {
    const typed = (/** @type {HTMLInputElement} */ one) =>
      ['radio', 'checkbox'].includes(one.type) ? one.checked : one.value;
    const values = Object.fromEntries(fields().map((one) => [one.id || one.name, typed(one)]));
    sessionStorage.setItem(place, JSON.stringify({ version, values }));
  });
}
const added = document.querySelector('[data-stored]');
if (added instanceof HTMLElement) sessionStorage.removeItem(`form ${added.dataset.stored}`);

// Pages with parts that change.
if (document.querySelector('[data-part], [data-shown]')) void import('./live-parts.js');

// Families whose members can be filtered by name.
if (document.querySelector('[data-members]')) void import('./member-filter.js');
