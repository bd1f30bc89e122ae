import type { Language } from '../../domain/languages.ts';

/** The program's own words on public pages, in one language. */
export interface SiteWords {
  readonly name: string;
  readonly skip: string;
  readonly allSheets: string;
  readonly otherLanguage: string;
  readonly period: (from: string, through: string) => string;
  readonly editions: string;
  readonly newest: string;
  readonly files: string;
  readonly pdf: string;
  readonly csv: string;
  readonly json: string;
  readonly dataPackage: string;
  readonly chart: (heading: string) => string;
  readonly embed: string;
  readonly fullEdition: string;
  readonly feed: string;
  readonly approved: (day: string) => string;
  readonly revision: (revision: number) => string;
  readonly corrected: (revision: number, day: string) => string;
  readonly incomplete: string;
  readonly replaced: string;
  readonly replacedText: (revision: number) => string;
  readonly correction: (title: string) => string;
  readonly publisher: string;
  readonly sources: string;
  readonly license: string;
  readonly notFound: string;
  readonly notFoundText: string;
}

export const SITE_WORDS: Readonly<Record<Language, SiteWords>> = {
  en: {
    name: 'English',
    skip: 'Skip to the content',
    allSheets: 'Fact sheets',
    otherLanguage: 'Other languages',
    period: (from, through) => `${from} to ${through}`,
    editions: 'Editions',
    newest: 'Newest edition',
    files: 'Files',
    pdf: 'Fact sheet (PDF)',
    csv: 'Figures (CSV)',
    json: 'Figures (JSON)',
    dataPackage: 'Data package (ZIP)',
    chart: (heading) => `Chart (SVG): ${heading}`,
    embed: 'Page to embed this figure',
    fullEdition: 'The complete fact sheet',
    feed: 'New editions and corrections (Atom)',
    approved: (day) => `approved on ${day}`,
    revision: (revision) => `Revision ${revision}`,
    corrected: (revision, day) => `Corrected. It replaces revision ${revision}, approved on ${day}.`,
    incomplete: 'Incomplete: some months of some hotlines are missing.',
    replaced: 'This revision was corrected',
    replacedText: (revision) => `Its figures are no longer published here. Use revision ${revision}.`,
    correction: (title) => `Correction: ${title}`,
    publisher: 'Published by',
    sources: 'Sources',
    license: 'Licence',
    notFound: 'There is no such page',
    notFoundText:
      'The address may be mistyped, or the page may not be published at the moment. The list of fact sheets has everything that is.',
  },
  es: {
    name: 'Español',
    skip: 'Ir al contenido',
    allSheets: 'Hojas informativas',
    otherLanguage: 'Otros idiomas',
    period: (from, through) => `Del ${from} al ${through}`,
    editions: 'Ediciones',
    newest: 'Edición más reciente',
    files: 'Archivos',
    pdf: 'Hoja informativa (PDF)',
    csv: 'Cifras (CSV)',
    json: 'Cifras (JSON)',
    dataPackage: 'Paquete de datos (ZIP)',
    chart: (heading) => `Gráfica (SVG): ${heading}`,
    embed: 'Página para insertar esta cifra',
    fullEdition: 'La hoja informativa completa',
    feed: 'Nuevas ediciones y correcciones (Atom)',
    approved: (day) => `aprobada el ${day}`,
    revision: (revision) => `Revisión ${revision}`,
    corrected: (revision, day) => `Corregida. Reemplaza a la revisión ${revision}, aprobada el ${day}.`,
    incomplete: 'Incompleta: faltan meses de alguna línea.',
    replaced: 'Esta revisión se corrigió',
    replacedText: (revision) => `Sus cifras ya no se publican aquí. Use la revisión ${revision}.`,
    correction: (title) => `Corrección: ${title}`,
    publisher: 'Publica',
    sources: 'Fuentes',
    license: 'Licencia',
    notFound: 'Esta página no existe',
    notFoundText:
      'Puede que la dirección tenga un error o que la página no esté publicada en este momento. La lista de hojas informativas tiene todo lo publicado.',
  },
};
