// Attempts by another user of the machine (conformance/neighbour.ts runs this as one). Prints what could be reached.
import { accessSync, constants, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';

/**
 * @typedef {object} Found
 * @property {string[]} files what it could list, read or write
 * @property {string[]} sockets UNIX sockets by name
 * @property {string[]} answers answers of ports other than a refusal
 */

const { folder, task, pid, ports = [] } = JSON.parse(process.argv[2] ?? '{}');

/** Returns whether an attempt succeeds. */
function can(attempt) {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

/** Names that the program uses, for guessing inside folders that cannot be listed. */
const KNOWN = [
  'key',
  'table',
  'facts',
  'problems',
  'reports',
  'scratch',
  'mail',
  'factsheets',
  'us-mexico-border',
  '2017-07',
];

/** The folder itself and the folder for temporary files are open; what the program creates in them must not be. */
const OPEN = [folder, `${folder}/tmp`];

function walk(path, found, depth = 0) {
  const stat = can(() => lstatSync(path)) ? lstatSync(path) : null;
  if (!stat || stat.uid === process.geteuid()) return;
  if (!stat.isDirectory()) tryFile(path, found);
  else for (const name of namesIn(path, found)) if (depth < 8) walk(`${path}/${name}`, found, depth + 1);
}

function tryFile(path, found) {
  if (can(() => readFileSync(path))) found.push(`reads ${path}`);
  if (can(() => accessSync(path, constants.W_OK))) found.push(`writes ${path}`);
}

function namesIn(path, found) {
  if (OPEN.includes(path)) return readdirSync(path);
  if (can(() => writeFileSync(`${path}/planted`, ''))) found.push(`plants in ${path}`);
  if (!can(() => readdirSync(path))) return KNOWN;
  found.push(`lists ${path}`);
  return readdirSync(path);
}

/**
 * Returns what a process exposes of its memory, files and environment; these are empty for a process that is ending.
 */
const ofProcess = (id) =>
  ['environ', 'mem', 'fd', 'maps', 'cwd'].flatMap((name) => {
    const path = `/proc/${id}/${name}`;
    const shows = can(() => readFileSync(path)) ? readFileSync(path).length > 0 : can(() => readdirSync(path));
    return shows ? [`reads ${path}`] : [];
  });

const socketNames = () =>
  readFileSync('/proc/net/unix', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => line.trim().split(/\s+/u)[7] ?? []);

const REFUSED = new Set([400, 401, 403, 404, 405, 421]);

/** Sends a guess to a port and returns the answer, unless it is a refusal. */
const ask = (port, path) =>
  new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, timeout: 1000 }, (response) => {
      response.resume();
      resolve(REFUSED.has(response.statusCode ?? 0) ? [] : [`port ${port}, ${path}: ${response.statusCode}`]);
    });
    sent.once('error', () => resolve([])).once('timeout', () => sent.destroy());
    sent.end();
  });

/** Pages and files of the preview and of the portal. */
const GUESSES = [
  ...['/', '/events?variant=counted', '/pages/counted/en.pdf', '//', '/preview.js'],
  ...[
    '/editions',
    '/editions/us-mexico-border/2017-07',
    '/api/v1/timetable',
    '/api/v1/sheets/us-mexico-border/editions',
  ],
];

/** Plants code where a program that trusts the shared folder would load it. */
function plant() {
  mkdirSync(`${folder}/tmp/tsx-0`);
  writeFileSync(`${folder}/tmp/tsx-0/planted`, 'throw new Error("planted code runs")');
}

if (task === 'plant') {
  plant();
  console.log('{}');
} else {
  const files = pid && can(() => lstatSync(`/proc/${pid}`)) ? ofProcess(pid) : [];
  walk(folder, files);
  const answers = (await Promise.all(ports.flatMap((port) => GUESSES.map((path) => ask(port, path))))).flat();
  console.log(JSON.stringify({ files, sockets: socketNames(), answers }));
}
