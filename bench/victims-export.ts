import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** A generated month: a million victims of three hundred thousand cases, as the U.S. hotline would export them. */
export interface GeneratedMonth {
  readonly victims: string;
  readonly cases: string;
}

const VICTIMS = 1_000_000;
const CASES = 300_000;
const GENDERS = ['Male', 'Female', 'Gender Minority', 'Unknown', ''];
const AGES = ['Adult', 'Minor', 'Unknown', '17', '34', '41'];
const NATIONALITIES = ['Mexico', 'U.S.A.', 'Honduras', 'Guatemala', 'Mexico;U.S.A.', 'El Salvador', ''];
const TYPES = ['Labor', 'Sex', 'Sex and Labor', 'Other/Not Specified'];
const VENUES = ['Agriculture/Farms', 'Domestic Work;Construction', 'Residence-based', '', 'Escort Services'];

/** Picks an element of a list by a fixed sequence: the same file on every machine. */
const oneOf = (list: readonly string[], at: number, prime: number): string => list[(at * prime) % list.length] ?? '';

const caseNumber = (at: number): string => `C${String(at).padStart(9, '0')}`;

const victimLine = (at: number): string => {
  const cells = [oneOf(GENDERS, at, 7), oneOf(AGES, at, 11), oneOf(NATIONALITIES, at, 13)];
  const note = `Invented note ${at} of a generated file, "quoted" and long enough to weigh something`.replaceAll(
    '"',
    '""',
  );
  return `V${String(at).padStart(10, '0')},${caseNumber((at * 31) % CASES)},${cells.join(',')},"${note}"\n`;
};

const caseLine = (at: number): string => {
  const day = `2016-05-${String((at % 28) + 1).padStart(2, '0')}`;
  return `${caseNumber(at)},${day},${oneOf(TYPES, at, 7)},${oneOf(VENUES, at, 3)},Texas,U.S.A.,Yes,\n`;
};

/** Generates the files that do not exist yet. */
export async function generateMonth(folder: string): Promise<GeneratedMonth> {
  await mkdir(folder, { recursive: true });
  const month = { victims: join(folder, 'victims.csv'), cases: join(folder, 'cases.csv') };
  await write(month.victims, 'Victim ID,Case Number,Gender,Age at Contact,Nationality,Notes\n', VICTIMS, victimLine);
  const headings =
    'Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number\n';
  await write(month.cases, headings, CASES, caseLine);
  return month;
}

async function write(path: string, heading: string, rows: number, line: (at: number) => string): Promise<void> {
  if (existsSync(path)) return;
  const stream = createWriteStream(`${path}.part`);
  stream.write(heading);
  for (let at = 0; at < rows; ) {
    let chunk = '';
    for (const end = Math.min(at + 5000, rows); at < end; at++) chunk += line(at);
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  await rename(`${path}.part`, path);
}
