import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage, request } from 'node:http';
import { openPreview, type PreviewCommand, parsePreview } from '../../local/cli/commands/preview.ts';
import type { View } from '../../local/preview/session.ts';
import { figuresJson } from '../../src/editions/data-annex.ts';
import { PUBLISHED } from '../document/published-edition.ts';
import { KEY_FILE, ROOT, scratch } from '../local/command-line.ts';

export const SHEET = 'us-mexico-border';

/** A fixture for the preview: its own definitions and a data annex, both in a temporary folder. */
export interface PreviewFixture {
  readonly path: (...parts: string[]) => string;
  /**
   * Replaces a text in a file of the sheet's folder, in place or as some editors do: by writing a new file and renaming
   * it.
   */
  edit(file: string, from: string, to: string, byRename?: boolean): Promise<void>;
  /** Returns the line on which a text first appears in a file of the sheet's folder. */
  lineOf(file: string, text: string): Promise<number>;
  /** Opens a preview of the fixture's definitions with additional arguments. */
  preview(...argv: string[]): ReturnType<typeof openPreview>;
  remove(): Promise<void>;
}

export const SILENT = { out: () => undefined, err: () => undefined, watched: false };

export async function openPreviewFixture(): Promise<PreviewFixture> {
  const folder = await scratch();
  for (const name of ['templates', 'codes', 'hotlines', 'boundaries'])
    await cp(`${ROOT}${name}`, folder.path('definitions', name), { recursive: true });
  await mkdir(folder.path('exports'));
  await writeFile(folder.path('figures.json'), figuresJson(PUBLISHED));
  return {
    path: folder.path,
    edit: async (file, from, to, byRename = false) => {
      const path = folder.path('definitions', 'templates', SHEET, file);
      const before = await readFile(path, 'utf8');
      if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
      const target = byRename ? `${path}~` : path;
      await writeFile(target, before.replace(from, to));
      if (byRename) await rename(target, path);
    },
    lineOf: async (file, text) => {
      const whole = await readFile(folder.path('definitions', 'templates', SHEET, file), 'utf8');
      return whole.slice(0, whole.indexOf(text)).split('\n').length;
    },
    preview: (...argv) => openPreview(previewCommand(folder.path, argv), SILENT, { FACTSHEETS_KEY_FILE: KEY_FILE }),
    remove: folder.remove,
  };
}

function previewCommand(path: PreviewFixture['path'], argv: readonly string[]): PreviewCommand {
  const figures = argv.includes('--exports') ? [] : ['--figures', path('figures.json')];
  return parsePreview([SHEET, '--definitions', path('definitions'), ...figures, ...argv]);
}

/** The views that a preview sends, as they arrive. */
export interface Views {
  /** Returns the next view for which this holds, including views that have already arrived. */
  next(holds: (view: View) => boolean): Promise<View>;
  close(): void;
}

/** Listens once the preview is settled: the test causes every later view. */
export async function listenSettled(url: string): Promise<Views> {
  const views = await listen(url);
  for (const language of ['en', 'es'])
    await views.next((view) => view.language === language && view.problem === null && view.digest !== null);
  return views;
}

export async function listen(url: string, variant = 'counted'): Promise<Views> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}events?variant=${variant}`, resolve).once('error', reject);
  });
  const views: View[] = [];
  let wake = (): void => undefined;
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    const events = (text + chunk).split('\n\n');
    text = events.pop() ?? '';
    views.push(...events.map((event): View => JSON.parse(event.replace(/^data: /u, ''))));
    wake();
  });
  const next = async (holds: (view: View) => boolean): Promise<View> => {
    for (;;) {
      for (let view = views.shift(); view; view = views.shift()) if (holds(view)) return view;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { next, close: () => response.destroy() };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Sends one request below an address; its path and headers are sent unchanged. */
export function ask(url: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const below = pathname.slice(0, -1);
    const sent = request({ hostname, port, path: below + path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.once('error', reject).end();
  });
}
