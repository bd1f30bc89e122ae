import type { Language } from '../../domain/languages.ts';

/** The words of a data package in one language. */
export interface PackageWords {
  /** What the file of totals is. */
  readonly totals: string;
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly readme: {
    readonly intro: (edition: string, revision: number) => string;
    readonly corrects: (revision: number) => string;
    readonly incomplete: string;
    readonly files: string;
    readonly hiddenTitle: string;
    readonly hidden: (mark: string, threshold: number) => string;
    readonly rounded: (base: number) => string;
    readonly texts: string;
    readonly publisher: string;
    readonly sources: string;
    readonly license: string;
    readonly noLicense: string;
    readonly checksums: string;
  };
}

/** The columns of the package's tables. */
export type FieldName =
  | 'figure'
  | 'counts'
  | 'key'
  | 'from'
  | 'label'
  | 'count'
  | 'share'
  | 'class_from'
  | 'class_to'
  | 'suppressed'
  | 'total'
  | 'known';

export const PACKAGE_WORDS: Readonly<Record<Language, PackageWords>> = {
  en: {
    totals: 'The total of every figure',
    fields: {
      figure: 'Identifier of the figure',
      counts: 'What is counted',
      key: 'Code of the row: of this program, ISO 3166 for countries and states, YYYY-MM for months',
      from: 'First day counted, if the row includes days of the month before',
      label: 'Name of the row',
      count: 'Number as printed',
      share: 'Percentage of the figure’s total as printed, a whole number',
      class_from: 'Lower bound of the printed range',
      class_to: 'Upper bound of the printed range; empty if it has none',
      suppressed: 'Whether the number is hidden',
      total: 'Total as printed',
      known: 'Records with at least one known place',
    },
    readme: {
      intro: (edition, revision) => `Figures of the fact sheet, ${edition}, revision ${revision}, exactly as printed.`,
      corrects: (revision) => `This revision corrects revision ${revision}.`,
      incomplete: 'This edition is incomplete: exports are missing.',
      files: 'Files',
      hiddenTitle: 'Numbers that are not shown',
      hidden: (mark, threshold) =>
        `${mark} marks a number that is not shown: fewer than ${threshold}, or a number that would reveal such a number. It is not zero. Do not compute it from other numbers or other editions.`,
      rounded: (base) => `Every number is rounded to a multiple of ${base}, so numbers may not add up.`,
      texts:
        'Texts such as <1 or >99 are printed where a whole number would be inexact; datapackage.json lists them as missing values.',
      publisher: 'Publisher',
      sources: 'Sources',
      license: 'Licence',
      noLicense: 'None is stated. Ask the publisher before you reuse the figures.',
      checksums: 'SHA256SUMS has the SHA-256 of every file (sha256sum -c SHA256SUMS).',
    },
  },
  es: {
    totals: 'El total de cada cifra',
    fields: {
      figure: 'Identificador de la cifra',
      counts: 'Qué se cuenta',
      key: 'Código de la fila: de este programa, ISO 3166 para países y estados, AAAA-MM para meses',
      from: 'Primer día contado, si la fila incluye días del mes anterior',
      label: 'Nombre de la fila',
      count: 'Número tal como se imprime',
      share: 'Porcentaje del total de la cifra tal como se imprime, en números enteros',
      class_from: 'Límite inferior del rango impreso',
      class_to: 'Límite superior del rango impreso; vacío si no tiene',
      suppressed: 'Si el número está oculto',
      total: 'Total tal como se imprime',
      known: 'Registros con al menos un lugar conocido',
    },
    readme: {
      intro: (edition, revision) =>
        `Cifras de la hoja informativa, ${edition}, revisión ${revision}, exactamente como se imprimen.`,
      corrects: (revision) => `Esta revisión corrige la revisión ${revision}.`,
      incomplete: 'Esta edición está incompleta: faltan archivos.',
      files: 'Archivos',
      hiddenTitle: 'Números que no se muestran',
      hidden: (mark, threshold) =>
        `${mark} está en lugar de un número que no se muestra: menos de ${threshold}, o un número que revelaría uno así. No es cero. No lo calcule a partir de otros números ni de otras ediciones.`,
      rounded: (base) => `Cada número se redondea a un múltiplo de ${base}; las sumas pueden no coincidir.`,
      texts:
        'Textos como <1 o >99 se imprimen donde un entero sería inexacto; datapackage.json los declara como valores faltantes.',
      publisher: 'Publica',
      sources: 'Fuentes',
      license: 'Licencia',
      noLicense: 'No se indica ninguna. Consulte a quien publica antes de reutilizar las cifras.',
      checksums: 'SHA256SUMS contiene el SHA-256 de cada archivo (sha256sum -c SHA256SUMS).',
    },
  },
};
