import { parseDay } from '../../../../src/domain/month.ts';
import { LEAST_THRESHOLD } from '../../../../src/domain/sheet.ts';
import { parseAnswer } from '../../../../src/steps/suggest-hotline/suggest-hotline.ts';
import { count, read, requiredOption, TEXT, TEXTS, text, usageError } from '../../arguments.ts';
import { defineCommand } from '../../command.ts';
import { type InitHotline, initHotline } from './init-hotline.ts';
import { type InitSheet, initSheet } from './init-sheet.ts';

export const INIT = defineCommand({
  help: `factsheets init hotline FILE... [options]
factsheets init sheet ID --hotline HOTLINE --from YYYY-MM-DD [options]

init hotline reads samples of a new hotline's files and writes its definition: encoding, separator, headings, dates, codes. It
prints how each column is read, what is not certain, and the texts that mean nothing yet.
init sheet writes a sheet for a hotline: the figures that its columns allow, a page, charts, texts and messages.
Neither overwrites a file.

  --definitions DIR    the folder of your own definitions; it is created if it does not exist; by default definitions

Hotline:
  --id ID              the hotline's id: lower-case letters, digits and hyphens; by default from the name of the first file
  --name NAME          the hotline's name; by default its id
  --column "C=HEADING" which column has a value that is not recognised, for example "cases.opened_on=Fecha de ingreso"; several times
  --list "NAME=HEADING" a list of your own, codes/NAME.json, with the texts of this column as codes, for example "caller=Quien llama"; several times
  --ages 0-11,12-17,18+ bands of ages of your own, codes/age-band.json, from the column of ages in years

Sheet:
  --hotline HOTLINE    the hotline whose records it counts
  --from YYYY-MM-DD    the first day that it counts
  --lang es,en         its languages, in the order in which pages are made; by default en,es
  --threshold K        counts below K are hidden; 10 by default
  --paper A4           the paper, Letter or A4; Letter by default
  --map NAME           draws a map with these boundaries, for example ar (boundaries/ar.topo.json)`,
  parse: parseInit,
  run: (command, terminal) =>
    command.what === 'hotline' ? initHotline(command, terminal) : initSheet(command, terminal),
});

const PAPER_NAMES = ['Letter', 'A4'] as const;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const OF_HOTLINE = { id: TEXT, name: TEXT, column: TEXTS, list: TEXTS, ages: TEXT, definitions: TEXT };
const OF_SHEET = { hotline: TEXT, from: TEXT, lang: TEXT, threshold: TEXT, paper: TEXT, map: TEXT, definitions: TEXT };

function parseInit([what, ...argv]: readonly string[]): InitHotline | InitSheet {
  if (what === 'hotline') return parseHotlineOptions(argv);
  if (what === 'sheet') return parseSheetOptions(argv);
  throw usageError('name what to make: init hotline FILE, or init sheet ID --hotline HOTLINE --from YYYY-MM-DD');
}

function assertId(id: string, name: string): string {
  if (ID.test(id)) return id;
  throw usageError(
    `${name}: "${id}" is not an id; use lower-case letters, digits and hyphens, for example linea-ceiba`,
  );
}

function parseHotlineOptions(argv: readonly string[]): InitHotline {
  const { values, lists, positionals: paths } = read(argv, OF_HOTLINE, 50);
  if (paths.length === 0) throw usageError('name the samples: init hotline exports/calls.csv');
  const id = text(values.id);
  const answers = (lists.column ?? []).map((answer) => {
    const parsed = parseAnswer(answer);
    if (!parsed)
      throw usageError(`--column: "${answer}" is not TABLE.COLUMN=HEADING, for example "cases.opened_on=Fecha"`);
    return parsed;
  });
  return {
    what: 'hotline',
    paths,
    id: id === undefined ? null : assertId(id, '--id'),
    name: text(values.name) ?? null,
    answers: new Map(answers),
    asked: { headings: new Map((lists.list ?? []).map(parseList)), ages: text(values.ages) ?? null },
    definitions: text(values.definitions) ?? 'definitions',
  };
}

function parseList(text: string): readonly [name: string, heading: string] {
  const [name = '', ...rest] = text.split('=');
  const heading = rest.join('=').trim();
  if (ID.test(name.trim()) && heading !== '') return [name.trim(), heading];
  throw usageError(`--list: "${text}" is not NAME=HEADING, for example "caller=Quien llama"`);
}

function parseSheetOptions(argv: readonly string[]): InitSheet {
  const { values, positionals } = read(argv, OF_SHEET, 1);
  const [id] = positionals;
  if (id === undefined)
    throw usageError('name the sheet: init sheet linea-ceiba --hotline linea-ceiba --from 2026-01-01');
  const from = parseDay(requiredOption(values, 'from', 'the first day that the sheet counts, YYYY-MM-DD'));
  if (!from) throw usageError('--from is not a day; write YYYY-MM-DD, for example 2026-01-01');
  const threshold = values.threshold === undefined ? 10 : count(values.threshold, 'threshold');
  if (threshold < LEAST_THRESHOLD)
    throw usageError(`--threshold must be ${LEAST_THRESHOLD} or more; real sheets use 10`);
  const paper = PAPER_NAMES.find((name) => name.toLowerCase() === (text(values.paper) ?? 'letter').toLowerCase());
  if (!paper) throw usageError(`--paper is one of ${PAPER_NAMES.join(', ')}`);
  const languages = (text(values.lang) ?? 'en,es').split(',').map((name) => name.trim());
  return {
    what: 'sheet',
    id: assertId(id, 'the sheet'),
    hotline: requiredOption(values, 'hotline', 'the hotline whose records the sheet counts'),
    from,
    languages: [...new Set(languages)],
    threshold,
    paper,
    map: text(values.map) ?? null,
    definitions: text(values.definitions) ?? 'definitions',
  };
}
