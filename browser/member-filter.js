// A field that shows only the members of a family whose name has a text in it. Members that are chosen stay chosen.
import { element, filled } from './elements.js';

/** @param {string} text */
const folded = (text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();

for (const family of document.querySelectorAll('details[data-members]')) {
  if (!(family instanceof HTMLElement)) continue;
  const { members = '', shownMembers = '' } = family.dataset;
  const boxes = [...family.querySelectorAll('.names > *')].filter((box) => box instanceof HTMLElement);
  const field = document.createElement('input');
  field.type = 'search';
  const label = element('label', members);
  const status = element('p', '', { class: 'hint', role: 'status' });
  label.append(field);
  field.addEventListener('input', () => {
    const text = folded(field.value);
    for (const box of boxes) box.hidden = !folded(box.textContent ?? '').includes(text);
    const shown = boxes.filter((box) => !box.hidden).length;
    status.textContent = text === '' ? '' : filled(shownMembers, { shown, all: boxes.length });
  });
  // in a form, Enter would send it
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
  });
  family.querySelector('.names')?.before(label, status);
}
