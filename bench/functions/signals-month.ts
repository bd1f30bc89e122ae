import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { TABLES, type Table } from '../../src/domain/tables.ts';
import { LATE_IN, SHARE } from '../invented-facts.ts';

const oneOf = (list: readonly string[], at: number, prime: number): string => list[(at * prime) % list.length] ?? '';
const TYPES = ['Labor', 'Sex', 'Sex and Labor'];
const VENUES = ['Agriculture/Farms', '', 'Domestic Work'];
const STATES = ['Texas', 'California', 'Florida', 'New York', 'Arizona'];
const COUNTRIES = ['Mexico', 'Honduras', 'Guatemala'];
const YES_NO = ['TRUE', 'FALSE', 'TRUE'];
const id = (letter: string, at: number): string => `${letter}${String(at).padStart(9, '0')}`;
const day = (month: string, at: number): string => `${month}-${String((at % 28) + 1).padStart(2, '0')}`;

interface Lines {
  readonly heading: string;
  line(at: number): string;
}

/** An invented month of the U.S. hotline. */
interface InventedMonth {
  readonly month: string;
  readonly signals: number;
  /** How many months are before it: its ids follow theirs. By default 0. */
  readonly number?: number;
  /** By default all. */
  readonly tables?: readonly Table[];
}

type MonthOfLines = Required<Omit<InventedMonth, 'tables'>>;

const signalLines = ({ month, signals, number }: MonthOfLines): Lines => ({
  heading: 'Signal ID,Date Received,Line,Channel,Related to Trafficking,Related to Mexico,Case Number',
  line(at) {
    const own = [id('S', number * signals + at), day(month, at), 'NHTH', oneOf(['Phone', 'Email'], at, 3), 'TRUE'];
    return [...own, oneOf(YES_NO, at, 1), ''].join();
  },
});

const caseLines = ({ month, signals, number }: MonthOfLines): Lines => ({
  heading:
    'Case Number,Date Opened,Type of Trafficking,Venue/Industry,State(s) of Exploitation,Country of Exploitation,Mexico Nexus,Partner Case Number',
  line(at) {
    const first = at % LATE_IN === 1 ? Math.max(0, number - 1) : number;
    const what = [oneOf(TYPES, at, 7), oneOf(VENUES, at, 5), oneOf(STATES, at, 3)];
    return [id('C', first * signals + at), day(month, at), ...what, 'U.S.A.', oneOf(YES_NO, at, 1), ''].join();
  },
});

const peopleLines = (letter: string, heading: string, { signals, number }: MonthOfLines): Lines => ({
  heading,
  line(at) {
    const first = at % LATE_IN === 0 ? Math.max(0, number - 1 - (at % 6)) : number;
    const caseId = id('C', first * signals + ((at * 31) % Math.ceil(signals * SHARE.cases)));
    const who = [oneOf(['Male', 'Female'], at, 7), oneOf(['Adult', 'Minor'], at, 11), oneOf(COUNTRIES, at, 13)];
    return [id(letter, number * signals + at), caseId, ...who].join();
  },
});

/**
 * Writes an invented month of the U.S. hotline with this number of signals: the same bytes on every machine.
 */
export async function writeMonth(folder: string, { tables = TABLES, ...of }: InventedMonth): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const invented = { number: 0, ...of };
  const lines: Record<Table, Lines> = {
    signals: signalLines(invented),
    cases: caseLines(invented),
    victims: peopleLines('V', 'Victim ID,Case Number,Gender,Age at Contact,Nationality', invented),
    traffickers: peopleLines('T', 'Trafficker ID,Case Number,Gender,Age,Nationality', invented),
  };
  for (const file of tables) await write(join(folder, `${file}.csv`), lines[file], Math.ceil(of.signals * SHARE[file]));
}

async function write(path: string, { heading, line }: Lines, rows: number): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(`${heading}\n`);
  for (let at = 0; at < rows; ) {
    let chunk = '';
    for (const end = Math.min(at + 5000, rows); at < end; at++) chunk += `${line(at)}\n`;
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}
