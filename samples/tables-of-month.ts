import type { Month } from '../src/domain/month.ts';
import type { Table } from '../src/domain/tables.ts';
import type { Chance } from './random.ts';
import type { CaseFields, Holdings, Hotline, PersonFields, PlantedCells, Recorded, SignalFields } from './records.ts';
import type { Speller } from './spelling.ts';

/** A row by canonical column, in the spelling of the file. */
export type Row = Readonly<Record<string, string>>;

/** The headings of a hotline's tables by canonical column, in the contract's order, and the stem of each file name. */
export const LAYOUT: Readonly<Record<Hotline, Readonly<Record<Table, { stem: string; headings: Row }>>>> = {
  nhth: {
    signals: {
      stem: 'signals',
      headings: {
        id: 'Signal ID',
        received: 'Date Received',
        line: 'Line',
        channel: 'Channel',
        related: 'Related to Trafficking',
        mexico: 'Related to Mexico',
        caseId: 'Case Number',
      },
    },
    cases: {
      stem: 'cases',
      headings: {
        id: 'Case Number',
        opened: 'Date Opened',
        type: 'Type of Trafficking',
        venues: 'Venue/Industry',
        states: 'State(s) of Exploitation',
        countries: 'Country of Exploitation',
        mexico: 'Mexico Nexus',
        partner: 'Partner Case Number',
      },
    },
    victims: { stem: 'victims', headings: personHeadings('Victim ID', 'Case Number', 'Gender', 'Age at Contact') },
    traffickers: { stem: 'traffickers', headings: personHeadings('Trafficker ID', 'Case Number', 'Gender', 'Age') },
  },
  'linea-nacional': {
    signals: {
      stem: 'reportes',
      headings: {
        id: 'Folio del reporte',
        received: 'Fecha de recepción',
        line: 'Línea',
        channel: 'Medio de contacto',
        related: 'Relacionado con trata',
        mexico: 'Relacionado con México',
        caseId: 'Folio del caso',
      },
    },
    cases: {
      stem: 'casos',
      headings: {
        id: 'Folio del caso',
        opened: 'Fecha de apertura',
        type: 'Modalidad',
        venues: 'Giro o lugar',
        states: 'Entidad federativa',
        countries: 'País de explotación',
        mexico: 'Nexo con México',
        partner: 'Folio del caso en la línea asociada',
      },
    },
    victims: {
      stem: 'victimas',
      headings: personHeadings(
        'Folio de la víctima',
        'Folio del caso',
        'Género',
        'Edad al momento del contacto',
        'Nacionalidad',
      ),
    },
    traffickers: {
      stem: 'tratantes',
      headings: personHeadings('Folio del tratante', 'Folio del caso', 'Género', 'Edad', 'Nacionalidad'),
    },
  },
};

function personHeadings(id: string, caseId: string, gender: string, age: string, nationalities = 'Nationality'): Row {
  return { id, caseId, gender, age, nationalities };
}

/** Returns the rows of one table of one hotline's month, ordered by id; a repeated row appears twice. */
export function rowsOf(
  holdings: Holdings,
  hotline: Hotline,
  month: Month,
  table: Table,
  spell: Speller,
  chance: Chance,
): Row[] {
  switch (table) {
    case 'signals':
      return written(holdings.signals, hotline, month, (fields) => signalRow(fields, spell));
    case 'cases':
      return written(holdings.cases, hotline, month, (fields) => caseRow(fields, spell, chance));
    default:
      return written(holdings[table], hotline, month, (fields) => personRow(fields, spell));
  }
}

function written<Fields extends { readonly planted?: PlantedCells }>(
  records: readonly Recorded<Fields>[],
  hotline: Hotline,
  month: Month,
  rowOf: (fields: Fields) => Row,
): Row[] {
  return records
    .filter((record) => record.hotline === hotline)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .flatMap((record) => {
      const version = record.versions.find((one) => one.month === month);
      if (!version) return [];
      const row = { id: record.id, ...rowOf(version.fields), ...version.fields.planted };
      return record.repeated && version === record.versions.at(-1) ? [row, row] : [row];
    });
}

const signalRow = (fields: SignalFields, spell: Speller): Row => ({
  received: spell.day(fields.received),
  line: fields.line,
  channel: spell.code('channel', fields.channel),
  related: spell.flag(fields.related),
  mexico: spell.flag(fields.mexico),
  caseId: fields.caseId,
});

/** The share of rows that leave the country empty next to the states of one country. */
const COUNTRY_LEFT_EMPTY = 0.15;

function caseRow(fields: CaseFields, spell: Speller, chance: Chance): Row {
  const [country] = fields.countries;
  const isImplied =
    fields.states.length > 0 && fields.countries.length === 1 && fields.states[0]?.slice(0, 2) === country;
  return {
    opened: spell.day(fields.opened),
    type: spell.code('type', fields.type),
    venues: spell.codes('venue', fields.venues),
    states: spell.codes('state', fields.states),
    countries: isImplied && chance.happens(COUNTRY_LEFT_EMPTY) ? '' : spell.codes('country', fields.countries),
    mexico: spell.flag(fields.mexico),
    partner: fields.partner,
  };
}

const personRow = (fields: PersonFields, spell: Speller): Row => ({
  caseId: fields.caseId,
  gender: spell.code('gender', fields.gender),
  age: spell.code('age', fields.age),
  nationalities: spell.codes('country', fields.nationalities),
});
