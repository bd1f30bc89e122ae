// Requests that send a file: with progress, cancelling, and an answer whatever happens.

/**
 * @typedef {object} Answer
 * @property {number} status 0 if the connection was lost, -1 if the person cancelled
 * @property {any} body the JSON of the answer; null if it has none
 * @property {number} retryAfter in seconds
 */

/**
 * @typedef {object} SendOptions
 * @property {AbortSignal} signal
 * @property {(percent: number) => void} onProgress
 */

/**
 * Sends a file. It uses XMLHttpRequest, because fetch reports no progress.
 * @param {string} address
 * @param {File} file
 * @param {SendOptions & { method?: string, headers?: Record<string, string> }} options
 * @returns {Promise<Answer>}
 */
export const sendFile = (address, file, { signal, onProgress, method = 'POST', headers = {} }) =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const end = (/** @type {number} */ status) =>
      resolve({ status, body: parsed(request), retryAfter: Number(request.getResponseHeader('retry-after') ?? 2) });
    request.open(method, address);
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [header, value] of Object.entries(headers)) request.setRequestHeader(header, value);
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(Math.round((100 * loaded) / Math.max(total, 1))),
    );
    request.addEventListener('load', () => end(request.status));
    request.addEventListener('error', () => end(0));
    request.addEventListener('abort', () => end(-1));
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) end(-1);
    else request.send(file);
  });

/** @param {XMLHttpRequest} request */
function parsed(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return null;
  }
}

/**
 * Saves what an answer contains as a file.
 * @param {Response} answer
 * @param {string} name
 */
export async function saveAs(answer, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
