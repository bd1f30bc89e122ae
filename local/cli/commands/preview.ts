import { join } from 'node:path';
import { type Definitions, loadSheet, loadUsableDefinitions } from '../../../src/definitions/load-definitions.ts';
import { Failure } from '../../../src/domain/failure.ts';
import type { Language } from '../../../src/domain/languages.ts';
import type { Sheet } from '../../../src/domain/sheet.ts';
import { openDefinitions, programFonts } from '../../pipeline/local-runtime.ts';
import { type FiguresSource, figuresOfExports, figuresOfFile } from '../../preview/figures-source.ts';
import { type ServedPreview, servePreview } from '../../preview/serve-preview.ts';
import { PreviewSession } from '../../preview/session.ts';
import { watchDefinitions } from '../../preview/watch-definitions.ts';
import { PROGRAM_FOLDER } from '../../program-folder.ts';
import { defaultKeyFile, readHashKey } from '../../state/hash-key.ts';
import { assertNotSamplesKey } from '../../state/open-state.ts';
import { assertSheetExists } from '../../state/state-definitions.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { languages, port, read, TEXT, text, usageError } from '../arguments.ts';
import { defineCommand } from '../command.ts';

export const PREVIEW = defineCommand({
  help: `factsheets preview SHEET [options]

Shows the pages of a sheet in the browser, and draws them again whenever its folder, codes/, hotlines/ or boundaries/ change.

  --exports DIR        the exports whose figures are shown, read once at the start; by default the sample exports
  --figures FILE       a figures.json whose figures are shown instead
  --lang en,es         the languages; by default all languages of the sheet
  --port N             the port on 127.0.0.1; by default 0, any free port
  --definitions DIR    a folder with hotlines/, codes/, templates/ and boundaries/; by default those of the program`,
  parse: parsePreview,
  run: preview,
});

export function parsePreview(argv: readonly string[]): PreviewCommand {
  const texts = { exports: TEXT, figures: TEXT, lang: TEXT, port: TEXT, definitions: TEXT };
  const { values, positionals } = read(argv, texts, 1);
  const [sheet] = positionals;
  if (sheet === undefined) throw usageError('name the sheet to preview');
  if (values.exports !== undefined && values.figures !== undefined)
    throw usageError('use --exports or --figures, not both');
  return {
    sheet,
    exports: text(values.exports),
    figures: text(values.figures),
    definitions: text(values.definitions),
    languages: languages(values.lang),
    port: port(values.port),
  };
}

/** What a preview shows and where. */
export interface PreviewCommand {
  readonly sheet: string;
  /** The uploads whose figures are shown; by default the sample exports. */
  readonly exports: string | undefined;
  /** A data annex whose figures are shown instead. */
  readonly figures: string | undefined;
  readonly definitions: string | undefined;
  readonly languages: readonly Language[] | null;
  /** 0 takes a free one. */
  readonly port: number;
}

/**
 * Shows a sheet's pages in the browser until the process is ended.
 *
 *     save ─► watch ─► definitions ─► figures, if they changed ─► pages ─► the browser draws them
 *
 * @throws Failure WrongUsage for an unknown sheet, missing exports or a port that is taken; what is wrong with the sheet is
 * shown on the page
 */
export async function preview(command: PreviewCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const opened = await openPreview(command, terminal, environment);
  terminal.out(`${command.sheet}: ${opened.url}`);
  terminal.err('shows every change of the sheet; press Ctrl-C to stop');
  return new Promise<never>(() => undefined);
}

/** Opens the preview; whoever opens it closes it. */
export async function openPreview(
  command: PreviewCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<ServedPreview> {
  const root = command.definitions ?? PROGRAM_FOLDER;
  const files = openDefinitions(root);
  const definitions = await loadUsableDefinitions(files);
  await assertSheetExists(files, command.sheet);
  const figures = await figuresFor(command, definitions, terminal, environment);
  const { sheet, languages } = command;
  const session = new PreviewSession({ sheet, languages, files, fonts: programFonts, figures });
  const unwatch = watchDefinitions(root, sheet, () => session.change());
  const close = async (): Promise<void> => {
    unwatch();
    await figures.close();
  };
  try {
    for (const language of await session.languages()) await session.view('counted', language);
    const served = await servePreview(session, command.port);
    return { url: served.url, close: () => served.close().then(close) };
  } catch (error) {
    await close();
    throw portTaken(error, command.port);
  }
}

async function figuresFor(
  command: PreviewCommand,
  definitions: Definitions,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<FiguresSource> {
  if (command.figures !== undefined) return figuresOfFile(command.figures, command.sheet);
  const files = openDefinitions(command.definitions);
  const sheet = await readable(loadSheet(files, definitions, command.sheet));
  const samples = join(PROGRAM_FOLDER, 'samples');
  const exports = command.exports ?? join(samples, 'exports');
  const hashKey = command.exports
    ? await readHashKey(environment.FACTSHEETS_KEY_FILE ?? defaultKeyFile(environment), false)
    : await readHashKey(join(samples, 'key'), true);
  await assertNotSamplesKey(hashKey, exports);
  return figuresOfExports({ exports, hashKey, definitions, files, sheet }, terminal);
}

/** A sheet that is invalid at the start is shown with its problem: the editor is about to fix it. */
const readable = (sheet: Promise<Sheet>): Promise<Sheet | null> =>
  sheet.catch((error: unknown) => {
    if (error instanceof Failure) return null;
    throw error;
  });

function portTaken(error: unknown, port: number): unknown {
  if (!(error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')))
    return error;
  return new Failure('WrongUsage', `--port ${port} is taken or not allowed; name another, or 0 for a free one`, {
    cause: error,
  });
}
