import { monthOf } from '../src/domain/month.ts';
import { day } from './calendar.ts';
import { uncountedCase } from './outside.ts';
import { type Chance, itemAt } from './random.ts';
import { type CaseFields, type Numbering, type Recorded, type RecordedCase, recordOf, truthOf } from './records.ts';

/**
 * The number of shared cases that only the U.S. side names; equally many are named only by the Mexican side, and by
 * both.
 */
const NAMED_BY_EACH = 12;

/**
 * Returns cases that both hotlines hold: the copies at `linea-nacional` of counted cases of `nhth`. The copies look as
 * if they counted. One side names a third of them, the other side a third, both sides a third.
 */
export function partnerCopies(counted: RecordedCase[], numbering: Numbering, chance: Chance): RecordedCase[] {
  const ours = chance.shuffle(counted.filter((record) => record.hotline === 'nhth')).slice(0, 3 * NAMED_BY_EACH);
  return ours.map((record, at) => {
    const names = Math.floor(at / NAMED_BY_EACH);
    const copy = copyOf(record, names === 0 ? '' : record.id, numbering, chance);
    if (names !== 1) amend(record, { partner: copy.id });
    return copy;
  });
}

/** The same case as the other hotline recorded it: opened at most a few days later, with its own type and venues. */
function copyOf(record: RecordedCase, partner: string, numbering: Numbering, chance: Chance): RecordedCase {
  const truth = truthOf(record);
  const opened = daysLater(truth.opened, chance.below(9));
  return uncountedCase('linea-nacional', opened, monthOf(opened), numbering, chance, {
    states: truth.states,
    countries: truth.countries,
    mexico: chance.happens(0.9),
    partner,
  });
}

function daysLater(from: CaseFields['opened'], days: number): CaseFields['opened'] {
  const date = new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
  return day(date < '2017-07-31' ? date : '2017-07-31');
}

/**
 * Pairs with both copies outside the population: each `nhth` copy for another reason, the other copy for lack of a
 * nexus.
 */
export function pairsOutside(numbering: Numbering, chance: Chance): RecordedCase[] {
  const outside: Partial<CaseFields>[] = [{ mexico: false }, { countries: ['GT'] }, { opened: day('2015-09-14') }];
  return outside.flatMap((given, at) => {
    const opened = given.opened ?? day(`2016-0${4 + at}-11`);
    const ours = uncountedCase('nhth', opened, monthOf(opened), numbering, chance, given);
    const seen = day(`2016-0${4 + at}-19`);
    const theirs = uncountedCase('linea-nacional', seen, monthOf(seen), numbering, chance, {
      states: ['MX-PUE'],
      mexico: false,
      partner: ours.id,
    });
    return [recordOf('nhth', ours.id, false, monthOf(opened), { ...truthOf(ours), partner: theirs.id }), theirs];
  });
}

/**
 * Gives each `nhth` case of those pairs a counted case of `linea-nacional` as its copy, named by one side, by the other
 * and by both. A copy outside the population removes nothing, so the counted cases still count.
 */
export function linkToCopiesOutside(pairs: readonly RecordedCase[], counted: readonly RecordedCase[]): void {
  const free = counted.filter(
    ({ hotline, versions }) =>
      hotline === 'linea-nacional' && versions.length === 1 && versions[0]?.fields.partner === '',
  );
  const ours = pairs.filter(({ hotline }) => hotline === 'nhth');
  for (const [at, copy] of ours.entries()) {
    const theirs = itemAt(free, at * 50);
    if (at !== 1) amend(theirs, { partner: copy.id });
    if (at !== 0) amend(copy, { partner: theirs.id });
  }
}

/** Names partner cases that do not exist. The names are ignored and the cases count. */
export function nameNobody(counted: readonly RecordedCase[], chance: Chance): void {
  const free = counted.filter((record) => truthOf(record).partner === '');
  chance
    .shuffle(free)
    .slice(0, 8)
    .forEach((record, at) => {
      amend(record, { partner: `0098${7000 + at}` });
    });
}

/**
 * Links that a later correction removes: both copies then count. The earlier version named a case of the other hotline.
 */
export function linksTakenBack(
  counted: readonly RecordedCase[],
  chance: Chance,
): [RecordedCase, Partial<CaseFields>][] {
  const free = counted.filter((record) => truthOf(record).partner === '' && truthOf(record).opened < '2017-01-01');
  const theirs = chance.shuffle(free.filter((record) => record.hotline === 'linea-nacional'));
  const ours = chance.shuffle(free.filter((record) => record.hotline === 'nhth'));
  return [
    [itemAt(ours, 0), { partner: itemAt(theirs, 0).id }],
    [itemAt(theirs, 1), { partner: itemAt(ours, 1).id }],
  ];
}

/** Changes fields of a record's last version. */
export function amend<Fields>(record: Recorded<Fields>, change: Partial<Fields>): void {
  const last = record.versions.pop();
  if (last) record.versions.push({ month: last.month, fields: { ...last.fields, ...change } });
}
