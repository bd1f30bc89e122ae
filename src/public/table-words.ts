import type { BuiltInDimension } from '../domain/figure.ts';
import type { Language } from '../domain/languages.ts';

/** The program's own words for tables of figures in one language; a sheet's wording has the others. */
export interface TableWords {
  /** What the rows of a figure are. */
  readonly rows: Readonly<Record<BuiltInDimension, string>>;
  readonly count: string;
  readonly share: string;
  readonly category: string;
  readonly total: (number: string) => string;
  readonly known: (number: string) => string;
  /** Read aloud in place of the mark. */
  readonly hidden: string;
  readonly hiddenNote: (mark: string, threshold: string) => string;
  readonly roundedNote: (base: string) => string;
  readonly multiNote: string;
  readonly elsewhere: string;
  readonly none: string;
  readonly few: string;
  readonly withheld: string;
  readonly chartOf: (heading: string) => string;
  /** The heading of a figure that the fact sheet does not show: `Victims by month`. */
  readonly by: (noun: string, dimension: string) => string;
}

export const TABLE_WORDS: Readonly<Record<Language, TableWords>> = {
  en: {
    rows: {
      type: 'Type',
      venue: 'Place or industry',
      gender: 'Gender',
      nationality: 'Nationality',
      age: 'Age',
      state: 'State',
      channel: 'Channel',
      line: 'Line',
      month: 'Month',
      quarter: 'Quarter',
      year: 'Year',
    },
    count: 'Count',
    share: 'Share',
    category: 'Range',
    total: (number) => `Total: ${number}`,
    known: (number) => `place known: ${number}`,
    hidden: 'not shown',
    hiddenNote: (mark, threshold) => `${mark} Not shown: fewer than ${threshold}, or would reveal a number that is.`,
    roundedNote: (base) => `Every number is rounded to a multiple of ${base}, so numbers may not add up.`,
    multiNote: 'One record may be in several rows.',
    elsewhere: 'Everywhere else',
    none: 'None known.',
    few: 'None known, or too few to show.',
    withheld: 'Not shown: too few people to print without pointing at someone.',
    by: (noun, dimension) => `${noun} by ${dimension}`,
    chartOf: (heading) => `Chart: ${heading}. The table has the same numbers.`,
  },
  es: {
    rows: {
      type: 'Tipo',
      venue: 'Lugar o actividad',
      gender: 'Género',
      nationality: 'Nacionalidad',
      age: 'Edad',
      state: 'Estado',
      channel: 'Medio de contacto',
      line: 'Línea',
      month: 'Mes',
      quarter: 'Trimestre',
      year: 'Año',
    },
    count: 'Número',
    share: 'Porcentaje',
    category: 'Rango',
    total: (number) => `Total: ${number}`,
    known: (number) => `con lugar conocido: ${number}`,
    hidden: 'no se muestra',
    hiddenNote: (mark, threshold) => `${mark} No se muestra: menos de ${threshold}, o revelaría un número así.`,
    roundedNote: (base) => `Cada número se redondea a un múltiplo de ${base}; las sumas pueden no coincidir.`,
    multiNote: 'Un registro puede estar en varias filas.',
    elsewhere: 'En los demás lugares',
    none: 'Ninguno conocido.',
    few: 'Ninguno conocido, o demasiado pocos para mostrarlos.',
    withheld: 'No se muestra: son tan pocas personas que los números podrían señalar a alguien.',
    by: (noun, dimension) => `${noun} por ${dimension}`,
    chartOf: (heading) => `Gráfica: ${heading}. La tabla contiene los mismos números.`,
  },
};
