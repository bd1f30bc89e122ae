import { type Month, monthOf } from '../src/domain/month.ts';
import { laterMonth, MONTHS, someDayOf } from './calendar.ts';
import * as margins from './margins.ts';
import { type Chance, itemAt } from './random.ts';
import {
  type Hotline,
  type Numbering,
  type RecordedCase,
  type RecordedSignal,
  recordOf,
  type SignalFields,
  truthOf,
} from './records.ts';

/** Cases by hotline and month of opening, which signals can name. */
export type CasesOfMonth = ReadonlyMap<string, readonly RecordedCase[]>;

/** Groups the cases that a month's signals can name. */
export function casesOfMonth(cases: readonly RecordedCase[]): CasesOfMonth {
  const grouped = new Map<string, RecordedCase[]>();
  for (const record of cases) {
    const key = `${record.hotline} ${monthOf(truthOf(record).opened)}`;
    grouped.set(key, [...(grouped.get(key) ?? []), record]);
  }
  return grouped;
}

/** The share of signals that name a case, and the share that is first exported a month later. */
const NAMES_A_CASE = 0.62;
const LATE = 0.03;

/** Returns the 1,189 signals of the population, by month as in margins.ts; both hotlines' signals count. */
export function countedSignals(cases: CasesOfMonth, numbering: Numbering, chance: Chance): RecordedSignal[] {
  const total = margins.SIGNALS_BY_MONTH.reduce((sum, count) => sum + count, 0);
  const nhth = chance.shuffle(Array.from({ length: total }, (_, at) => at < margins.SIGNALS_OF_NHTH));
  return MONTHS.slice(1)
    .flatMap((month, at) => Array.from({ length: itemAt(margins.SIGNALS_BY_MONTH, at) }, () => month))
    .map((month, at) => signalOf(nhth[at] ? 'nhth' : 'linea-nacional', month, true, cases, numbering, chance, {}));
}

/** Returns a signal received on a random day of the month. Its content is random except for the given fields. */
export function signalOf(
  hotline: Hotline,
  month: Month,
  counted: boolean,
  cases: CasesOfMonth,
  numbering: Numbering,
  chance: Chance,
  given: Partial<SignalFields>,
): RecordedSignal {
  const received = given.received ?? someDayOf(month, chance);
  const channel = chance.pick(CHANNELS[hotline]);
  const near = cases.get(`${hotline} ${month}`) ?? [];
  const fields: SignalFields = {
    received,
    line: lineOf(hotline, channel),
    channel,
    related: true,
    mexico: true,
    caseId: near.length > 0 && chance.happens(NAMES_A_CASE) ? chance.pick(near).id : '',
    ...given,
  };
  const exported = chance.happens(LATE) ? laterMonth(month, 1) : month;
  return recordOf(hotline, numbering.next(hotline, 'signals', received), counted, exported, fields);
}

const lineOf = (hotline: Hotline, channel: string): string => {
  if (hotline === 'linea-nacional') return 'Línea Nacional';
  return channel === 'text' ? 'BeFree' : 'NHTH';
};

const CHANNELS: Readonly<Record<Hotline, readonly string[]>> = {
  nhth: ['phone', 'phone', 'phone', 'phone', 'phone', 'text', 'text', 'email', 'webform', 'webchat'],
  'linea-nacional': [
    'phone',
    'phone',
    'phone',
    'phone',
    'text',
    'email',
    'webform',
    'webchat',
    'whatsapp',
    'in-person',
  ],
};
