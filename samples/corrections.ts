import { monthOf } from '../src/domain/month.ts';
import { day, LAST_MONTH, laterMonth, month } from './calendar.ts';
import { linksTakenBack } from './partners.ts';
import { type Chance, itemAt } from './random.ts';
import type { CaseFields, Holdings, PersonFields, Recorded, RecordedCase, RecordedPerson } from './records.ts';
import { type SignalFields, truthOf } from './records.ts';

/**
 * Exports records a second time, in a later month, with other content. The last version is the truth. Earlier versions
 * differ, so figures that counted the first version, or both, would be wrong.
 */
export function correct(holdings: Holdings, chance: Chance): void {
  correctCases(holdings.cases, chance);
  correctPeople(holdings.victims, holdings.cases, chance);
  correctPeople(holdings.traffickers, holdings.cases, chance);
  correctSignals(holdings.signals, chance);
}

function correctCases(cases: readonly RecordedCase[], chance: Chance): void {
  for (const [record, earlier] of linksTakenBack(
    cases.filter(({ counted }) => counted),
    chance,
  ))
    precede(record, earlier, chance);
  const inside = drawer(
    cases.filter(({ counted }) => counted),
    chance,
  );
  for (const record of inside(8)) precede(record, { mexico: false }, chance);
  for (const record of inside(3)) precede(record, { countries: ['GT'], states: [] }, chance);
  for (const record of inside(12))
    precede(record, { type: otherThan(truthOf(record).type, TYPES, chance), planted: {} }, chance);
  for (const record of inside(8)) precede(record, { venues: ['begging'] }, chance);
  for (const record of inside(8)) precede(record, { states: [], countries: ['US'] }, chance);
  for (const record of inside(6)) precede(record, {}, chance);
  for (const record of inside(2, opensIn('2015-10'))) openedTooEarly(record);
  for (const record of inside(3)) precedeTwice(record, { mexico: false }, { type: 'other' }, chance);
  const outside = drawer(
    cases.filter((record) => !record.counted && leftByNexus(record)),
    chance,
  );
  for (const record of outside(9)) precede(record, { mexico: true }, chance);
}

const TYPES = ['labor', 'sex', 'sex-and-labor', 'other'];

const opensIn =
  (of: string) =>
  (record: RecordedCase): boolean =>
    monthOf(truthOf(record).opened) === of;

const leftByNexus = (record: RecordedCase): boolean => {
  const { mexico, opened, partner } = truthOf(record);
  return !mexico && opened > '2015-10-01' && partner === '';
};

/** Exports a record first as opened on September 12, 2015, before the period; October corrects it. */
function openedTooEarly(record: RecordedCase): void {
  record.versions.unshift({ month: month('2015-09'), fields: { ...truthOf(record), opened: day('2015-09-12') } });
}

function correctPeople(people: readonly RecordedPerson[], cases: readonly RecordedCase[], chance: Chance): void {
  const inside = drawer(
    people.filter(({ counted }) => counted),
    chance,
  );
  for (const record of inside(14))
    precede(record, { gender: otherThan(truthOf(record).gender, GENDERS, chance) }, chance);
  for (const record of inside(14)) precede(record, { age: otherThan(truthOf(record).age, AGES, chance) }, chance);
  for (const record of inside(8)) precede(record, { nationalities: ['CA'] }, chance);
  for (const record of inside(5)) precede(record, {}, chance);
  for (const record of inside(4)) precede(record, { caseId: uncountedOf(record, cases, chance) }, chance);
  const outside = drawer(
    people.filter(({ counted }) => !counted),
    chance,
  );
  for (const record of outside(4)) {
    const counted = cases.filter((one) => one.counted && one.hotline === record.hotline);
    precede(record, { caseId: chance.pick(counted).id }, chance);
  }
}

const GENDERS = ['male', 'female', 'unknown'];
const AGES = ['adult', 'minor', 'unknown'];

const uncountedOf = (person: Recorded<PersonFields>, cases: readonly RecordedCase[], chance: Chance): string =>
  chance.pick(cases.filter((one) => !one.counted && one.hotline === person.hotline)).id;

function correctSignals(signals: Holdings['signals'], chance: Chance): void {
  const inside = drawer(
    signals.filter(({ counted }) => counted),
    chance,
  );
  for (const record of inside(10)) precede(record, { related: false }, chance);
  for (const record of inside(8)) precede(record, { mexico: false }, chance);
  for (const record of inside(6)) precede(record, {}, chance);
  const late = (record: Recorded<SignalFields>): boolean => truthOf(record).received > '2015-10-01';
  const outside = drawer(
    signals.filter((record) => !record.counted && late(record)),
    chance,
  );
  for (const record of outside(10)) precede(record, { related: true, mexico: true }, chance);
}

/**
 * Returns a function that draws records that were exported once and can be exported again; it draws no record twice.
 */
function drawer<Fields>(records: readonly Recorded<Fields>[], chance: Chance) {
  const open = chance.shuffle(records.filter(isCorrectable));
  return (count: number, fits: (record: Recorded<Fields>) => boolean = () => true): Recorded<Fields>[] =>
    Array.from({ length: count }, () => {
      const at = open.findIndex(fits);
      return itemAt(open.splice(at, 1), 0);
    });
}

const isCorrectable = (record: Recorded<unknown>): boolean =>
  record.versions.length === 1 && itemAt(record.versions, 0).month < LAST_MONTH;

/** Adds a version before the truth, and moves the truth to one of the next months. */
function precede<Fields>(record: Recorded<Fields>, earlier: Partial<Fields>, chance: Chance): void {
  const truth = truthOf(record);
  const first = itemAt(record.versions, 0).month;
  record.versions = [
    { month: first, fields: { ...truth, ...earlier } },
    { month: laterMonth(first, 1 + chance.below(4)), fields: truth },
  ];
}

/** Adds two versions before the truth, each a month apart. */
function precedeTwice(
  record: RecordedCase,
  first: Partial<CaseFields>,
  second: Partial<CaseFields>,
  chance: Chance,
): void {
  const truth = truthOf(record);
  const opened = itemAt(record.versions, 0).month;
  const middle = laterMonth(opened, 1);
  if (middle === LAST_MONTH) {
    precede(record, first, chance);
    return;
  }
  record.versions = [
    { month: opened, fields: { ...truth, ...first } },
    { month: middle, fields: { ...truth, ...second } },
    { month: laterMonth(middle, 1), fields: truth },
  ];
}

const otherThan = (code: string, codes: readonly string[], chance: Chance): string =>
  chance.pick(codes.filter((other) => other !== code));
