import type { RevisionStatus } from '../../steps/open-edition.ts';

/** The words of an edition's page, and of the page that explores figures, in one language. */
export interface EditionWords {
  readonly read: string;
  readonly files: string;
  readonly revisions: string;
  readonly revision: (revision: number) => string;
  readonly statuses: Readonly<Record<RevisionStatus, string>>;
  readonly approvedOn: (day: string) => string;
  readonly draftNotice: string;
  readonly incomplete: (missing: number) => string;
  readonly replacedNotice: string;
  readonly replacedLink: string;
  readonly corrects: (revision: number, day: string) => string;
  readonly through: (day: string) => string;
  readonly counted: (hotlines: string, files: number) => string;
  readonly figures: string;
  readonly dataPackage: string;
  readonly dataPackageHelp: string;
}

export const EDITION_EN: EditionWords = {
  read: 'Figures and files',
  files: 'Files',
  revisions: 'Revisions of this edition',
  revision: (revision) => `Revision ${revision}`,
  statuses: { current: 'approved', replaced: 'approved, then corrected', draft: 'draft' },
  approvedOn: (day) => `approved on ${day}`,
  draftNotice: 'Draft, not approved: not for distribution.',
  incomplete: (missing) => `Incomplete: ${missing} ${missing === 1 ? 'export is' : 'exports are'} missing.`,
  replacedNotice: 'This revision was corrected. Use the current one.',
  replacedLink: 'Current revision',
  corrects: (revision, day) => `Corrects revision ${revision}, approved on ${day}.`,
  through: (day) => `Data through ${day}`,
  counted: (hotlines, files) => `${files} ${files === 1 ? 'export' : 'exports'} of ${hotlines} counted`,
  figures: 'Figures',
  dataPackage: 'Data package',
  dataPackageHelp: 'ZIP: a CSV file per figure with its description (Frictionless)',
};

export const EDITION_ES: EditionWords = {
  read: 'Cifras y archivos',
  files: 'Archivos',
  revisions: 'Revisiones de esta edición',
  revision: (revision) => `Revisión ${revision}`,
  statuses: { current: 'aprobada', replaced: 'aprobada y después corregida', draft: 'borrador' },
  approvedOn: (day) => `aprobada el ${day}`,
  draftNotice: 'Borrador sin aprobar: no se debe distribuir.',
  incomplete: (missing) => `Incompleta: ${missing === 1 ? 'falta 1 archivo' : `faltan ${missing} archivos`}.`,
  replacedNotice: 'Esta revisión se corrigió. Use la vigente.',
  replacedLink: 'Revisión vigente',
  corrects: (revision, day) => `Corrige la revisión ${revision}, aprobada el ${day}.`,
  through: (day) => `Datos hasta el ${day}`,
  counted: (hotlines, files) =>
    `${files === 1 ? 'Se contó 1 archivo' : `Se contaron ${files} archivos`} de ${hotlines}`,
  figures: 'Cifras',
  dataPackage: 'Paquete de datos',
  dataPackageHelp: 'ZIP: un archivo CSV por cifra con su descripción (Frictionless)',
};
