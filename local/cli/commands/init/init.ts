import { parseAnswer } from '../../../../src/steps/suggest-hotline/suggest-hotline.ts';
import { read, TEXT, TEXTS, text, wrong } from '../../arguments.ts';
import { defineCommand } from '../../command.ts';
import { type InitHotline, initHotline } from './init-hotline.ts';

export const INIT = defineCommand({
  help: `factsheets init hotline FILE... [options]

Reads samples of a new hotline's files and writes its definition: encoding, separator, headings, dates, codes. It prints how each
column is read, what is not certain, and the texts that mean nothing yet. It never overwrites a file.

  --id ID              the hotline's id: lower-case letters, digits and hyphens; by default from the name of the first file
  --name NAME          the hotline's name; by default its id
  --column "C=HEADING" which column has a value that is not recognised, for example "cases.opened_on=Fecha de ingreso"; several times
  --definitions DIR    the folder of your own definitions; it is created if it does not exist; by default definitions`,
  parse: parseInit,
  run: initHotline,
});

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

function parseInit(argv: readonly string[]): InitHotline {
  const options = { id: TEXT, name: TEXT, column: TEXTS, definitions: TEXT };
  const { values, lists, positionals } = read(argv, options, 50);
  const [what, ...paths] = positionals;
  if (what !== 'hotline' || paths.length === 0)
    throw wrong('name what to make and the samples: init hotline exports/calls.csv');
  const id = text(values.id) ?? null;
  if (id !== null && !ID.test(id))
    throw wrong(`--id: "${id}" is not an id; use lower-case letters, digits and hyphens, for example linea-ceiba`);
  const answers = (lists.column ?? []).map((answer) => {
    const parsed = parseAnswer(answer);
    if (!parsed) throw wrong(`--column: "${answer}" is not TABLE.COLUMN=HEADING, for example "cases.opened_on=Fecha"`);
    return parsed;
  });
  const definitions = text(values.definitions) ?? 'definitions';
  return { paths, id, name: text(values.name) ?? null, answers: new Map(answers), definitions };
}
