import { amend } from './partners.ts';
import { type Chance, itemAt } from './random.ts';
import {
  type CaseFields,
  type Holdings,
  type Hotline,
  type PersonFields,
  type PlantedCells,
  type Recorded,
  type RecordedPerson,
  truthOf,
} from './records.ts';
import { LINEA_NACIONAL_SPELLINGS } from './spellings-linea-nacional.ts';

/**
 * Plants values that no code list has, and ages that are not ages. Each is a warning, and is counted as unknown or
 * omitted.
 */
export function plantUnknownValues(holdings: Holdings, chance: Chance): void {
  plantInCases(
    holdings,
    'nhth',
    { venues: 'Sample Venue Nobody Knows', states: 'Atlantis', type: 'Sample Type' },
    chance,
  );
  plantInCases(
    holdings,
    'linea-nacional',
    { venues: 'Giro que nadie conoce', states: 'Atlántida', type: 'Modalidad de muestra' },
    chance,
  );
  plantOutsideState(holdings, chance);
  for (const people of [holdings.victims, holdings.traffickers]) {
    plantInPeople(people, 'nhth', ['150', '-3', 'abc'], 'Atlantis', chance);
    plantInPeople(people, 'linea-nacional', ['150', 'no sabe'], 'Atlántida', chance);
  }
  for (const record of take(holdings.signals, 3, (fields) => fields.channel === 'webform', chance))
    amend(record, { channel: 'other', planted: { channel: 'Fax' } });
}

/** Makes every modalidad that counts as other occur, although these cases are few: they take the spellings in turn. */
export function tellEveryModalidad(holdings: Holdings): void {
  const spellings = LINEA_NACIONAL_SPELLINGS.type.other ?? [];
  const others = holdings.cases.filter((record) => {
    const truth = truthOf(record);
    return record.hotline === 'linea-nacional' && truth.type === 'other' && truth.planted === undefined;
  });
  for (const [at, record] of others.entries())
    amend(record, { planted: { type: itemAt(spellings, at % spellings.length) } });
}

function plantInCases(holdings: Holdings, hotline: Hotline, cells: PlantedCells, chance: Chance): void {
  const ofHotline = holdings.cases.filter((record) => record.hotline === hotline);
  const plant = (column: 'venues' | 'states' | 'type', fits: (fields: CaseFields) => boolean): void => {
    for (const record of take(ofHotline, 2, fits, chance))
      amend(record, {
        planted: { [column]: cells[column] ?? '', countries: hotline === 'nhth' ? 'United States' : 'México' },
      });
  };
  const home = hotline === 'nhth' ? 'US' : 'MX';
  const atHome = ({ countries }: CaseFields): boolean => countries.join() === home;
  plant('venues', (fields) => fields.venues.length === 0 && atHome(fields));
  plant('states', (fields) => fields.states.length === 0 && atHome(fields));
  plant('type', (fields) => fields.type === 'other' && atHome(fields));
}

/** Plants a Mexican state in a row whose only country is the United States: the state is omitted. */
function plantOutsideState(holdings: Holdings, chance: Chance): void {
  const fits = (fields: CaseFields): boolean => fields.states.length === 0 && fields.countries.join() === 'US';
  for (const record of take(
    holdings.cases.filter(({ hotline }) => hotline === 'nhth'),
    3,
    fits,
    chance,
  ))
    amend(record, { planted: { states: 'Jalisco', countries: 'United States' } });
}

function plantInPeople(
  people: readonly RecordedPerson[],
  hotline: Hotline,
  ages: readonly string[],
  nationality: string,
  chance: Chance,
): void {
  const ofHotline = people.filter((record) => record.hotline === hotline);
  const unknown = (trait: 'age' | 'gender') => (fields: PersonFields) => fields[trait] === 'unknown';
  take(ofHotline, ages.length, unknown('age'), chance).forEach((record, at) => {
    amend(record, { planted: { age: itemAt(ages, at) } });
  });
  for (const record of take(ofHotline, 1, unknown('gender'), chance)) amend(record, { planted: { gender: '?' } });
  for (const record of take(ofHotline, 2, (fields) => fields.nationalities.length === 0, chance))
    amend(record, { planted: { nationalities: nationality } });
}

/** Takes counted records whose truth fits and that have no planted cell yet. */
function take<Fields extends { readonly planted?: PlantedCells }>(
  records: readonly Recorded<Fields>[],
  count: number,
  fits: (fields: Fields) => boolean,
  chance: Chance,
): Recorded<Fields>[] {
  const found = records.filter((record) => {
    const truth = truthOf(record);
    return record.counted && truth.planted === undefined && fits(truth);
  });
  return chance.shuffle(found).slice(0, count);
}

/** Repeats rows in one file; they are counted once. */
export function repeatRows(holdings: Holdings, chance: Chance): void {
  for (const table of [holdings.signals, holdings.cases, holdings.victims, holdings.traffickers]) {
    const records: Recorded<unknown>[] = table;
    for (const record of chance.shuffle(records.filter(({ counted }) => counted)).slice(0, 6)) record.repeated = true;
  }
}

/** Creates ids that differ only in their leading zeros: `00004711` and `4711` are two victims. */
export function dropLeadingZeros(victims: RecordedPerson[], chance: Chance): void {
  const counted = chance.shuffle(victims.filter((record) => record.counted && record.hotline === 'nhth'));
  for (const [at, record] of counted.slice(0, 2).entries()) {
    const twin = itemAt(counted, at + 2);
    victims[victims.indexOf(twin)] = { ...twin, id: record.id.replace(/^0+/u, '') };
  }
}
