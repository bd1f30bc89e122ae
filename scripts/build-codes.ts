/**
 * Writes codes/country.json and codes/state.json: `npm run ts -- scripts/build-codes.ts`. Run it by hand when ISO 3166
 * changes. The files are committed, and the program reads them. Country names come from i18n-iso-countries (every
 * spelling it lists) and from the Unicode CLDR of the running Node (the short names that pages print); states come from
 * scripts/states.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import countries from 'i18n-iso-countries';
import { type Code, fold } from '../src/domain/codes.ts';
import { labelsIn } from '../src/domain/languages.ts';

interface StateRow {
  readonly key: string;
  readonly en: string;
  readonly es: string;
  readonly aliases: readonly string[];
}

const folder = new URL('../codes/', import.meta.url);
const USER_ASSIGNED = new Set(['XK']); // Kosovo's code is in wide use but not in ISO 3166-1

/** Printed names where the published sheet differs from CLDR, or where CLDR's name does not fit beside a count. */
const PRINTED: Readonly<Record<string, { en?: string; es?: string }>> = {
  US: { en: 'U.S.A.', es: 'Estados Unidos' },
  CD: { es: 'RD del Congo' },
  GS: { en: 'South Georgia', es: 'Georgia del Sur' },
  IO: { es: 'Océano Índico Británico' },
  TF: { es: 'Tierras Australes' },
  UM: { es: 'Islas Ultramarinas' },
};

/** Spellings of the contract that no source lists. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  US: [
    'EE. UU.',
    'EE.UU.',
    'EE UU',
    'EEUU',
    'EUA',
    'E.U.A.',
    'E.U.',
    'Estados Unidos de América',
    'Estados Unidos de Norteamérica',
    'United States of America (USA)',
  ],
  MX: ['Estados Unidos Mexicanos', 'United Mexican States', 'Méjico', 'República Mexicana'],
  GB: ['UK', 'U.K.', 'England', 'Inglaterra', 'Great Britain', 'Gran Bretaña'],
  DO: ['Rep. Dominicana', 'Dominican Rep.'],
  KR: ['Corea del Sur', 'South Korea'],
  KP: ['Corea del Norte', 'North Korea'],
  RU: ['Rusia', 'Russia'],
  CZ: ['República Checa', 'Czech Republic'],
};

const UNKNOWN: Code = {
  key: 'unknown',
  label: { en: 'Unknown', es: 'Se desconoce' },
  aliases: [
    'unknown',
    'Se desconoce',
    'Desconocida',
    'Desconocido',
    'No especificada',
    'No especificado',
    'Not specified',
    'Sin especificar',
    'Sin descripción',
  ],
};

/** Returns the spellings in order, without duplicates under `fold`. */
function distinct(spellings: readonly string[]): string[] {
  const byFold = new Map<string, string>();
  for (const spelling of spellings) if (!byFold.has(fold(spelling))) byFold.set(fold(spelling), spelling);
  return [...byFold.values()];
}

function countryCodes(): Code[] {
  const [en, es] = [countries.getNames('en', { select: 'all' }), countries.getNames('es', { select: 'all' })];
  const cldr = (language: string, style: 'long' | 'short', key: string): string =>
    new Intl.DisplayNames([language], { type: 'region', style }).of(key) ?? key;
  return Object.entries(countries.getAlpha2Codes())
    .filter(([key]) => !USER_ASSIGNED.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, alpha3]) => {
      const label = {
        en: PRINTED[key]?.en ?? cldr('en', 'long', key),
        es: PRINTED[key]?.es ?? cldr('es-MX', 'long', key),
      };
      const short = [
        cldr('en', 'short', key),
        cldr('es', 'short', key),
        cldr('en', 'long', key),
        cldr('es', 'long', key),
        cldr('es-MX', 'long', key),
      ];
      const listed = [...(en[key] ?? []), ...(es[key] ?? [])];
      return {
        key,
        label,
        aliases: distinct([key, label.en, label.es, alpha3, ...short, ...listed, ...(SPELLINGS[key] ?? [])]),
      };
    });
}

/** The long official forms of the names of each country's states. */
const LONG_FORMS: Readonly<Record<string, (en: string, es: string) => string[]>> = {
  US: (en, es) => [`State of ${en}`, `Estado de ${es}`],
  MX: (en, es) => [`State of ${en}`, `Estado de ${es}`, `Estado Libre y Soberano de ${es.replace('Estado de ', '')}`],
  AR: (_en, es) => [`Provincia de ${es}`, `Provincia del ${es}`],
};

/** The subdivision part of an ISO code is also an alias if it has two letters or more (TX, OAX; not Argentina's B). */
function stateCodes(): Code[] {
  const rows: StateRow[] = JSON.parse(readFileSync(new URL('states.json', import.meta.url), 'utf8'));
  return rows.map(({ key, en, es, aliases }) => {
    const [country = '', part = ''] = key.split('-');
    const standsAlone = ['DC', 'PR', 'GU', 'VI', 'AS', 'MP', 'CMX', 'MEX'].includes(part) || key === 'AR-C';
    const forms = standsAlone ? [] : (LONG_FORMS[country]?.(en, es) ?? []);
    const alone = part.length > 1 ? [part] : [];
    return { key, label: { en, es }, aliases: distinct([key, en, es, ...alone, ...forms, ...aliases]), group: country };
  });
}

function write(name: string, codes: readonly Code[]): void {
  const list = { $schema: './code-list.schema.json', name, codes };
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(list, null, 2)}\n`);
}

/** Removes spellings that two countries share ("Congo"), unless they are the key or label of one ("RU"). */
function withoutShared(codes: readonly Code[]): Code[] {
  const uses = new Map<string, number>();
  for (const { aliases } of codes) for (const alias of aliases) uses.set(fold(alias), (uses.get(fold(alias)) ?? 0) + 1);
  const isOwn = ({ key, label }: Code, alias: string): boolean =>
    [key, ...labelsIn(label)].map(fold).includes(fold(alias));
  return codes.map((code) => ({
    ...code,
    aliases: code.aliases.filter((alias) => uses.get(fold(alias)) === 1 || isOwn(code, alias)),
  }));
}

write('country', [...withoutShared(countryCodes()), UNKNOWN]);
write('state', stateCodes());
