import { constants } from 'node:fs';
import { access, chmod, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { atPath } from '../../../../src/adapters/local/at-path.ts';
import { makeFolder } from '../../../../src/adapters/local/make-folder.ts';
import { type Definitions, loadFamily, loadUsableDefinitions } from '../../../../src/definitions/load-definitions.ts';
import { approvalsAmong } from '../../../../src/domain/decision.ts';
import { Failure } from '../../../../src/domain/failure.ts';
import { folderOfSheet } from '../../../../src/domain/family.ts';
import type { Language } from '../../../../src/domain/languages.ts';
import type { Month } from '../../../../src/domain/month.ts';
import { parseExportKey, problemsPath } from '../../../../src/domain/object-keys.ts';
import type { Sheet } from '../../../../src/domain/sheet.ts';
import { retireIndexParts } from '../../../../src/steps/compute-figures/retire-index.ts';
import { inspectEdition } from '../../../../src/steps/ingest-export/unusual-months.ts';
import type { Ingested } from '../../../../src/steps/ingest-export/upload.ts';
import { type PublishedReport, publishEdition } from '../../../../src/steps/publish-edition/publish-edition.ts';
import { publishFamily } from '../../../../src/steps/publish-edition/publish-family.ts';
import { retireDrafts, retireFacts } from '../../../../src/steps/retire.ts';
import { compiledFamily, compiledSheet } from '../../../pipeline/compiled-sheets.ts';
import { editionMonth } from '../../../pipeline/edition-month.ts';
import { ingestAll, keysToIngest } from '../../../pipeline/ingest-all.ts';
import { ledgerOfRun } from '../../../pipeline/ledger-of-run.ts';
import { type LocalEffects, openDefinitions, openLocalRuntime } from '../../../pipeline/local-runtime.ts';
import { removeOldProblems } from '../../../pipeline/old-problems.ts';
import { pageWorkers } from '../../../pipeline/page-workers.ts';
import { hashKeyFor } from '../../../state/open-state.ts';
import { assertFolderExists, assertOutsideExports } from '../../../state/places.ts';
import { statIfExists } from '../../../state/read-stored.ts';
import { folderToCompute, StateDefinitions, sheetAsked } from '../../../state/state-definitions.ts';
import { progressOf } from '../../../terminal/progress.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { FLAG, languages, month, read, requiredOption, TEXT, text } from '../../arguments.ts';
import { defineCommand } from '../../command.ts';
import { type Built, exitOf, quietSummary, summary, summaryJson } from './summary.ts';

export const BUILD = defineCommand({
  help: `factsheets build --exports DIR --sheet SHEET --out DIR [options]

Reads every export in DIR (<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx or .zip), computes the figures of the sheet, and
writes PDFs, figures.json, figures.csv and the problems of each file to --out.

  --through YYYY-MM    the month of the edition; by default the last month for which any hotline has an export, at most one
                       month after it
  --lang en,es         the languages of the pages; by default all languages of the sheet
  --state DIR          stores the ledger, facts and revisions between runs; by default nothing is stored
  --key FILE           the file with the key that ids are hashed with (64 hex digits)
  --definitions DIR    a folder with hotlines/, codes/, templates/ and boundaries/; by default the definitions that the
                       state was made with, otherwise those of the program
  --quiet              prints only what was rejected, what is missing, and warnings
  --json               prints the result as JSON`,
  parse: parseBuild,
  run: runBuild,
});

export interface BuildCommand {
  readonly exports: string;
  readonly sheet: string;
  readonly out: string;
  readonly through: Month | null;
  readonly languages: readonly Language[] | null;
  readonly state: string | undefined;
  readonly key: string | undefined;
  readonly definitions: string | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
}

function parseBuild(argv: readonly string[]): BuildCommand {
  const texts = {
    exports: TEXT,
    sheet: TEXT,
    out: TEXT,
    through: TEXT,
    lang: TEXT,
    state: TEXT,
    key: TEXT,
    definitions: TEXT,
  };
  const { values } = read(argv, { ...texts, quiet: FLAG, json: FLAG });
  return {
    exports: requiredOption(values, 'exports', 'the folder of exports'),
    sheet: requiredOption(values, 'sheet', 'the sheet to build'),
    out: requiredOption(values, 'out', 'the folder to write to'),
    through: month(values.through, 'through'),
    languages: languages(values.lang),
    state: text(values.state),
    key: text(values.key),
    definitions: text(values.definitions),
    quiet: values.quiet === true,
    json: values.json === true,
  };
}

async function runBuild(command: BuildCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const built = await build(command, terminal, environment);
  if (command.json) terminal.out(summaryJson(built));
  else if (!command.quiet) for (const line of summary(built, command)) terminal.out(line);
  else for (const line of quietSummary(built, command)) terminal.err(line);
  return exitOf(built);
}

/**
 * Runs the real steps on one machine: every export ingested, the edition's figures computed, its pages rendered, and
 * what it publishes copied to `--out`.
 */
export async function build(command: BuildCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<Built> {
  await assertFolderExists(command.exports);
  assertOutsideExports(command.exports, { '--out': command.out, '--state': command.state });
  const folder = await folderToCompute(command);
  const files = openDefinitions(folder);
  const definitions = await loadUsableDefinitions(files);
  const sheet = await sheetAsked(files, definitions, command.sheet);
  const languages = languagesOf(command, sheet);
  await assertWritable(command.out);
  const hashKey = await hashKeyFor(command, environment);
  const { exports, state } = command;
  const runtime = await openLocalRuntime({ exports, state, hashKey, codes: definitions.codes, definitions: files });
  try {
    if (state !== undefined) await new StateDefinitions(state, folder, (line) => terminal.err(line)).hold();
    const effects = { ...runtime.effects, ledger: ledgerOfRun(runtime.effects.ledger) };
    return await runSteps(effects, { definitions, sheet, languages }, command, terminal);
  } finally {
    await runtime.close();
  }
}

/** Returns the keys to ingest without those of hotlines whose files are wrong, which are printed. */
async function usableKeys(effects: LocalEffects, definitions: Definitions, terminal: Terminal): Promise<string[]> {
  const { invalid } = definitions;
  for (const failure of invalid.values()) terminal.err(`left out: ${failure.message}`);
  return (await keysToIngest(effects, definitions)).filter((key) => !invalid.has(parseExportKey(key)?.hotline ?? ''));
}

interface BuildInput {
  readonly definitions: Definitions;
  readonly sheet: Sheet;
  readonly languages: readonly Language[];
}

async function runSteps(
  effects: LocalEffects,
  { definitions, sheet, languages }: BuildInput,
  command: BuildCommand,
  terminal: Terminal,
): Promise<Built> {
  const keys = await usableKeys(effects, definitions, terminal);
  const month = await editionMonth(effects, sheet, keys, command.through);
  const ingested = await ingestAll(
    effects,
    definitions,
    keys,
    progressOf(terminal, keys.length, command.quiet || command.json),
  );
  if (command.state !== undefined) {
    await removeOldProblems(command.state, effects, definitions);
    await retireFacts(effects);
    await retireDrafts(effects, sheet.id);
    await retireIndexParts(effects, sheet.id);
  }
  const reports = await publishAll(effects, { definitions, sheet, languages }, month);
  const { revision, excluded } = reports[0].computed;
  const figures = await effects.editions.figuresOf(sheet.id, revision.fingerprint);
  const files: string[] = [];
  for (const report of reports) files.push(...(await copyEdition(effects, report, command.out)));
  const problems = await copyProblems(effects, ingested, command.out);
  const inspected = await inspectEdition(effects, sheet, month, { excluded, figures });
  return { sheet, sheets: reports.length, revision, figures, excluded, ...inspected, ingested, files, problems };
}

/** Publishes an edition; of the main sheet of a family, those of its members too. Returns its report first. */
async function publishAll(
  effects: LocalEffects,
  { definitions, sheet, languages }: BuildInput,
  month: Month,
): Promise<readonly [PublishedReport, ...PublishedReport[]]> {
  const how = {
    ...{ definitions, month, languages, isNewest: true, restoresPages: true },
    last: 'record-report', // the person who builds sees the pages: reviewers are not notified
    signal: new AbortController().signal,
  } as const;
  const files = effects.definitions;
  const sheets = await loadFamily(files, definitions, folderOfSheet(sheet.id));
  if (sheets.length === 1)
    return [await publishEdition({ ...how, effects, sheet, compiled: () => compiledSheet(definitions, files, sheet) })];
  const workers = pageWorkers();
  try {
    return await publishFamily({
      ...{ ...how, sheets, atATime: workers.atATime, compiled: compiledFamily(definitions, files) },
      effects: { ...effects, drawPages: workers.drawPages },
    });
  } finally {
    await workers.close();
  }
}

/** Copies the pages and the annex to a folder; pages of a revision that is not approved are drafts. @returns their paths */
async function copyEdition(effects: LocalEffects, published: PublishedReport, out: string): Promise<string[]> {
  const { sheet, month, revision } = published.computed.revision;
  const approved = approvalsAmong(await effects.editions.decisionsOf(sheet, month)).at(-1)?.revision;
  const pages = published.rendered.map(({ pdf, draft }) => (approved === revision ? pdf : draft));
  const annex = (published.files ?? []).filter(({ key }) => /\.figures\.\w+$/u.test(key));
  const files: string[] = [];
  for (const { key } of [...pages, ...annex]) files.push(await copyOut(effects.reports, key, out, nameOf(key)));
  return files;
}

/** Refuses an `--out` that cannot be written to, before the work: it should not cost the reading of all exports. */
async function assertWritable(out: string): Promise<void> {
  let path = resolve(out);
  while (!(await statIfExists(path)) && path !== dirname(path)) path = dirname(path);
  await atPath(out, () => access(`${path}/.`, constants.W_OK)); // the dot: only a folder has one
}

function languagesOf(command: BuildCommand, sheet: Sheet): readonly Language[] {
  const other = command.languages?.find((language) => !sheet.languages.includes(language));
  if (other)
    throw new Failure(
      'WrongUsage',
      `sheet ${sheet.id} is not written in ${other}; it has ${sheet.languages.join(', ')}`,
    );
  return command.languages ?? sheet.languages;
}

const nameOf = (key: string): string => key.split('/').at(-1) ?? key;

async function copyOut(store: LocalEffects['reports'], key: string, out: string, name: string): Promise<string> {
  const path = join(out, name);
  await makeFolder(dirname(path));
  await store.fetch(key, path);
  return path;
}

/** Problems quote cells of uploads: only their owner may read them, whatever the folder of pages allows. */
async function copyConfidential(store: LocalEffects['problems'], key: string, out: string, name: string) {
  const path = await copyOut(store, key, out, name);
  await chmod(path, 0o600);
  return path;
}

/** Problems go to a folder of their own, emptied first: a corrected export must not keep its old problems. */
async function copyProblems(
  effects: LocalEffects,
  ingested: readonly Ingested[],
  out: string,
): Promise<Map<string, string>> {
  await rm(join(out, 'problems'), { recursive: true, force: true });
  const paths = new Map<string, string>();
  for (const { key, outcomes } of ingested) {
    for (const { table, problemsKey } of outcomes) {
      if (problemsKey === null) continue;
      const path = await copyConfidential(effects.problems, problemsKey, out, problemsPath(problemsKey));
      paths.set(`${key} ${table ?? ''}`.trim(), path);
    }
  }
  return paths;
}
