import { countNoun } from '../../domain/format.ts';

/** The words of the list of what waits for the person who is signed in. */
export interface WaitingWords {
  readonly title: string;
  readonly nothing: string;
  readonly due: (name: string, month: string, day: string) => string;
  readonly overdue: (name: string, month: string, day: string) => string;
  readonly dueOn: (day: string) => string;
  readonly overdueSince: (day: string) => string;
  readonly tables: (names: string) => string;
  readonly rejected: (count: number, name: string, month: string) => string;
  readonly review: (sheet: string, month: string, revision: number) => string;
  readonly unconfirmed: (count: number, sheet: string, month: string) => string;
}

export const WAITING_EN: WaitingWords = {
  title: 'Waiting for you',
  nothing: 'Nothing waits for you.',
  due: (name, month, day) => `Files of ${name}, ${month}: due on ${day}`,
  overdue: (name, month, day) => `Files of ${name}, ${month}: due since ${day}`,
  dueOn: (day) => `due on ${day}`,
  overdueSince: (day) => `due since ${day}`,
  tables: (names) => `Missing: ${names}`,
  rejected: (count, name, month) =>
    `${countNoun(count, 'rejected file')} of ${name}, ${month}: correct and upload again`,
  review: (sheet, month, revision) => `Review ${sheet}, ${month}, revision ${revision}`,
  unconfirmed: (count, sheet, month) =>
    `${countNoun(count, 'message')} of ${sheet}, ${month}: find out whether ${count === 1 ? 'it was' : 'they were'} sent`,
};

export const WAITING_ES: WaitingWords = {
  title: 'Pendientes para usted',
  nothing: 'No tiene pendientes.',
  due: (name, month, day) => `Archivos de ${name}, ${month}: fecha límite ${day}`,
  overdue: (name, month, day) => `Archivos de ${name}, ${month}: vencidos desde el ${day}`,
  dueOn: (day) => `fecha límite: ${day}`,
  overdueSince: (day) => `vencido desde el ${day}`,
  tables: (names) => `Faltan: ${names}`,
  rejected: (count, name, month) =>
    `${countNoun(count, 'archivo rechazado', 'archivos rechazados')} de ${name}, ${month}: corregir y subir de nuevo`,
  review: (sheet, month, revision) => `Revisar ${sheet}, ${month}, revisión ${revision}`,
  unconfirmed: (count, sheet, month) =>
    `${countNoun(count, 'mensaje')} de ${sheet}, ${month}: averiguar si ${count === 1 ? 'se envió' : 'se enviaron'}`,
};
