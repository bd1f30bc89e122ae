// Parts of a page that the server renders again later. XMLHttpRequest reads a page as a document; innerHTML and DOMParser would
// need an exception from the security policy.

/**
 * Replaces every element with `data-part` by the one of the same id on the page as it is now. What a person is typing or
 * has focused is not replaced. Returns false if the page could not be loaded.
 */
export async function refreshParts() {
  const page = await loadedPage(location.href);
  if (!page) return false;
  for (const part of document.querySelectorAll('[data-part]')) {
    const now = page.getElementById(part.id);
    if (now && !part.contains(document.activeElement) && part.outerHTML !== now.outerHTML) part.replaceWith(now);
  }
  // what a person decides on is not replaced under their hands: a notice says that it has changed
  for (const notice of document.querySelectorAll('[data-shown]')) {
    const now = page.querySelector('[data-shown]')?.getAttribute('data-shown');
    if (notice instanceof HTMLElement) notice.hidden = !now || now === notice.dataset.shown;
  }
  return true;
}

/**
 * @param {string} address
 * @returns {Promise<Document | null>}
 */
const loadedPage = (address) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'document';
    request.addEventListener('load', () => resolve(request.status === 200 ? request.responseXML : null));
    request.addEventListener('error', () => resolve(null));
    request.send();
  });
