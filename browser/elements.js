// What the scripts of several pages need: elements, placeholders, pauses.

/**
 * Fills in the placeholders of a text.
 * @param {string} text
 * @param {Readonly<Record<string, string | number>>} values
 */
export const filled = (text, values) => text.replace(/\{(\w+)\}/gu, (_, name) => String(values[name] ?? ''));

/**
 * Creates an element with a text.
 * @param {string} tag
 * @param {string} text
 * @param {Readonly<Record<string, string>>} attributes
 */
export function element(tag, text = '', attributes = {}) {
  const created = document.createElement(tag);
  created.textContent = text;
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  return created;
}

/**
 * Creates a button.
 * @param {string} text
 * @param {string} look the class
 * @param {() => void} onClick
 */
export function button(text, look, onClick) {
  const created = document.createElement('button');
  created.textContent = text;
  created.type = 'button';
  created.className = look;
  created.addEventListener('click', onClick);
  return created;
}

/**
 * Returns the element of a page that a script cannot do without.
 * @template {HTMLElement} Found
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => Found} type
 */
export function found(parent, selector, type) {
  const match = parent.querySelector(selector);
  if (!(match instanceof type)) throw new Error(`the page has no ${selector}`);
  return match;
}

/** @param {number} milliseconds */
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Shows what went wrong, and waits until the person goes on or cancels.
 * @param {HTMLElement} place
 * @param {{ text: string, label: string, more: readonly HTMLElement[] }} question the label is that of the button
 * @param {AbortSignal} signal
 */
export async function waitForPerson(place, { text, label, more }, signal) {
  const notice = element('div', '', { class: 'notice', role: 'alert', tabindex: '-1' });
  notice.append(element('p', text), ...more);
  place.replaceChildren(notice);
  notice.focus();
  await new Promise((resolve) => {
    notice.append(
      ' ',
      button(label, 'quiet', () => resolve(null)),
    );
    signal.addEventListener('abort', () => resolve(null));
  });
  notice.remove();
}
