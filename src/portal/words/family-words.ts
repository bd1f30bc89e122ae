import { countNoun } from '../../domain/format.ts';
import type { FamilySheet } from '../../steps/review-edition/review-family.ts';

/** The words of the page of a family. */
export interface FamilyWords {
  readonly title: (sheet: string, month: string) => string;
  readonly lead: (members: number) => string;
  readonly approvedOf: (approved: number, members: number) => string;
  readonly noneOfMembers: string;
  /** The link to it from the review of the main sheet. */
  readonly link: string;
  readonly filter: string;
  readonly filters: Readonly<Record<'all' | 'undecided' | 'figures', string>>;
  readonly sheet: string;
  readonly main: string;
  readonly revision: string;
  readonly pages: string;
  readonly shows: Readonly<Record<FamilySheet['shows'], string>>;
  readonly state: string;
  readonly states: Readonly<Record<FamilySheet['state'], string>>;
  readonly by: (name: string) => string;
  readonly leaveOut: string;
  readonly leaveOutNamed: (name: string) => string;
  readonly none: string;
  readonly decide: string;
  readonly decideHelp: string;
  readonly approve: string;
  readonly approveHelp: string;
  readonly reject: string;
  readonly rejectHelp: string;
  /** The decisions are not all made yet. */
  readonly unfinished: (left: number) => string;
  readonly unfinishedHelp: string;
}

export const FAMILY_EN: FamilyWords = {
  title: (sheet, month) => `${sheet}, ${month}: all sheets`,
  approvedOf: (approved, members) => `${approved} of ${countNoun(members, 'member')} approved`,
  noneOfMembers: 'no member approved',
  lead: (members) =>
    `The main sheet and its ${countNoun(members, 'member')}. Their numbers are protected together, so review them together. Open a sheet to see its pages and its exact numbers.`,
  link: 'All sheets of this family',
  filter: 'Show',
  filters: { all: 'All', undecided: 'Not decided', figures: 'With figures' },
  sheet: 'Sheet',
  main: 'Main sheet',
  revision: 'Revision',
  pages: 'Pages',
  shows: { figures: 'Figures', few: 'Too few to print', none: 'No cases known' },
  state: 'State',
  states: { draft: 'Not decided', approved: 'Approved', rejected: 'Rejected', 'first-approval': 'Approved, 1 of 2' },
  by: (name) => `by ${name}`,
  leaveOut: 'Leave out',
  leaveOutNamed: (name) => `Leave out ${name}`,
  none: 'No sheet is in this state.',
  decide: 'Decide on all of them',
  decideHelp: 'Sheets that you leave out stay as they are. You can decide on them later. It takes up to a minute.',
  approve: 'Approve all',
  approveHelp:
    'All pages are tested together with everything that is approved. If one of them is refused, none is approved.',
  reject: 'Reject all',
  rejectHelp: 'What is approved stays as it is; the next revisions need their own review.',
  unfinished: (left) => (left === 1 ? '1 sheet is not decided on yet' : `${left} sheets are not decided on yet`),
  unfinishedHelp: 'The decisions so far are stored. Send the form again: it continues where it stopped.',
};

export const FAMILY_ES: FamilyWords = {
  title: (sheet, month) => `${sheet}, ${month}: todas las hojas`,
  approvedOf: (approved, members) => `${approved} de ${members} ${members === 1 ? 'hoja aprobada' : 'hojas aprobadas'}`,
  noneOfMembers: 'ninguna hoja de la familia aprobada',
  lead: (members) =>
    `La hoja principal y sus miembros (${members}). Sus cifras se protegen en conjunto, por eso conviene revisarlas juntas. Abra una hoja para ver sus páginas y sus cifras exactas.`,
  link: 'Todas las hojas de esta familia',
  filter: 'Mostrar',
  filters: { all: 'Todas', undecided: 'Sin decidir', figures: 'Con cifras' },
  sheet: 'Hoja',
  main: 'Hoja principal',
  revision: 'Revisión',
  pages: 'Páginas',
  shows: { figures: 'Cifras', few: 'Muy pocos casos', none: 'Ningún caso conocido' },
  state: 'Estado',
  states: { draft: 'Sin decidir', approved: 'Aprobada', rejected: 'Rechazada', 'first-approval': 'Aprobada, 1 de 2' },
  by: (name) => `por ${name}`,
  leaveOut: 'Dejar fuera',
  leaveOutNamed: (name) => `Dejar fuera ${name}`,
  none: 'Ninguna hoja está en este estado.',
  decide: 'Decidir sobre todas',
  decideHelp: 'Las hojas que deje fuera quedan como están y puede decidir sobre ellas después. Tarda hasta un minuto.',
  approve: 'Aprobar todas',
  approveHelp: 'Todas las páginas se prueban junto con lo ya aprobado. Si una no se permite, no se aprueba ninguna.',
  reject: 'Rechazar todas',
  rejectHelp: 'Lo aprobado queda como está; las próximas revisiones requieren su propia revisión.',
  unfinished: (left) => (left === 1 ? 'Falta decidir sobre 1 hoja' : `Falta decidir sobre ${left} hojas`),
  unfinishedHelp: 'Lo decidido hasta ahora está guardado. Envíe el formulario de nuevo: continúa donde se detuvo.',
};
