import type { RevisionStatus } from '../../steps/open-edition.ts';

/** The words of an edition's page, and of the page that explores figures, in one language. */
export interface EditionWords {
  readonly read: string;
  readonly files: string;
  readonly revisions: string;
  readonly revision: (revision: number) => string;
  readonly statuses: Readonly<Record<RevisionStatus, string>>;
  readonly draftNotice: string;
  readonly incomplete: (missing: number) => string;
  readonly replacedNotice: string;
  readonly replacedLink: string;
  readonly corrects: (revision: number, day: string) => string;
  readonly through: (day: string) => string;
  readonly counted: (hotlines: string, files: number) => string;
  readonly dataPackage: string;
  readonly dataPackageHelp: string;
  readonly explore: string;
  readonly figure: string;
  readonly show: string;
  readonly chart: string;
  readonly table: string;
  readonly switch: string;
  readonly overTime: string;
  readonly edition: string;
  readonly unlisted: string;
  readonly overTimeNote: string;
  readonly chartFailed: string;
}

export const EDITION_EN: EditionWords = {
  read: 'Figures and files',
  files: 'Files',
  revisions: 'Revisions of this edition',
  revision: (revision) => `Revision ${revision}`,
  statuses: { current: 'approved', replaced: 'approved, then corrected', draft: 'draft' },
  draftNotice: 'Draft, not approved: not for distribution.',
  incomplete: (missing) => `Incomplete: ${missing} ${missing === 1 ? 'export is' : 'exports are'} missing.`,
  replacedNotice: 'This revision was corrected. Use the current one.',
  replacedLink: 'Current revision',
  corrects: (revision, day) => `Corrects revision ${revision}, approved on ${day}.`,
  through: (day) => `Data through ${day}`,
  counted: (hotlines, files) => `${files} ${files === 1 ? 'export' : 'exports'} of ${hotlines} counted`,
  dataPackage: 'Data package',
  dataPackageHelp: 'ZIP: a CSV file per figure with its description (Frictionless)',
  explore: 'Explore the figures',
  figure: 'Figure',
  show: 'Show',
  chart: 'Chart',
  table: 'Table',
  switch: 'How it is shown',
  overTime: 'Through the approved editions',
  edition: 'Edition',
  unlisted: 'not listed',
  overTimeNote:
    'Each number is the one that the edition prints; every edition counts from the start of the period. A correction replaces the revision before it.',
  chartFailed: 'The chart could not be drawn. The table has the same numbers.',
};

export const EDITION_ES: EditionWords = {
  read: 'Cifras y archivos',
  files: 'Archivos',
  revisions: 'Revisiones de esta edición',
  revision: (revision) => `Revisión ${revision}`,
  statuses: { current: 'aprobada', replaced: 'aprobada y después corregida', draft: 'borrador' },
  draftNotice: 'Borrador sin aprobar: no se debe distribuir.',
  incomplete: (missing) => `Incompleta: ${missing === 1 ? 'falta 1 archivo' : `faltan ${missing} archivos`}.`,
  replacedNotice: 'Esta revisión se corrigió. Use la vigente.',
  replacedLink: 'Revisión vigente',
  corrects: (revision, day) => `Corrige la revisión ${revision}, aprobada el ${day}.`,
  through: (day) => `Datos hasta el ${day}`,
  counted: (hotlines, files) =>
    `${files === 1 ? 'Se contó 1 archivo' : `Se contaron ${files} archivos`} de ${hotlines}`,
  dataPackage: 'Paquete de datos',
  dataPackageHelp: 'ZIP: un archivo CSV por cifra con su descripción (Frictionless)',
  explore: 'Explorar las cifras',
  figure: 'Cifra',
  show: 'Mostrar',
  chart: 'Gráfica',
  table: 'Tabla',
  switch: 'Cómo se muestra',
  overTime: 'A lo largo de las ediciones aprobadas',
  edition: 'Edición',
  unlisted: 'no aparece',
  overTimeNote:
    'Cada número es el que imprime la edición; todas cuentan desde el inicio del periodo. Una corrección reemplaza a la revisión anterior.',
  chartFailed: 'No se pudo dibujar la gráfica. La tabla contiene los mismos números.',
};
