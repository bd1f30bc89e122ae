import { countNoun } from '../../domain/format.ts';

/** The words of a hotline's month: its files, their problems, and how one is withdrawn. */
export interface MonthWords {
  readonly received: string;
  readonly nothing: string;
  /** How many records a file has. */
  readonly records: (count: number) => string;
  readonly when: string;
  readonly states: Readonly<Record<'accepted' | 'rejected' | 'mixed' | 'replaced' | 'reading', string>>;
  readonly countedIn: (title: string, month: string) => string;
  readonly notYetCounted: string;
  readonly problems: (errors: number, warnings: number) => string;
  readonly missing: (tables: string) => string;
  readonly complete: string;
  readonly withdraw: string;
  readonly withdrawLink: (name: string) => string;
  readonly withdrawn: (name: string) => string;
  readonly templates: string;
  readonly templatesHint: string;
  readonly templateFormats: Readonly<Record<'xlsx' | 'csv', string>>;
  readonly kinds: string;
  readonly kindsHint: string;
  readonly noProblems: string;
  readonly column: (name: string) => string;
  readonly showRows: (count: number) => string;
  readonly rowsCaption: (from: number, to: number, total: number) => string;
  readonly row: string;
  readonly record: string;
  readonly problem: string;
  readonly next: string;
  readonly first: string;
  readonly list: string;
  readonly withValues: string;
  readonly valuesHint: string;
  readonly withdrawTitle: (name: string) => string;
  readonly changes: string;
  readonly notCounted: (table: string, records: number, month: string) => string;
  readonly notCountedNow: string;
  readonly recomputed: (title: string, month: string) => string;
  readonly approvedStays: (title: string, month: string) => string;
  readonly moved: string;
  readonly confirm: string;
  readonly keep: string;
  readonly stale: string;
}

export const MONTH_EN: MonthWords = {
  received: 'Files received',
  nothing: 'No file of this month has been received.',
  records: (count) => countNoun(count, 'record'),
  when: 'Received',
  states: {
    accepted: 'accepted',
    rejected: 'rejected',
    mixed: 'partly accepted',
    replaced: 'not counted: another file provides this table',
    reading: 'being read',
  },
  countedIn: (title, month) => `Counted in ${title}, ${month}`,
  notYetCounted: 'The next edition counts it.',
  problems: (errors, warnings) =>
    [
      errors > 0 ? countNoun(errors, 'error', 'errors') : '',
      warnings > 0 ? countNoun(warnings, 'warning', 'warnings') : '',
    ]
      .filter(Boolean)
      .join(', '),
  missing: (tables) => `Missing: ${tables}`,
  complete: 'All files of this month are accepted.',
  withdraw: 'Withdraw',
  withdrawLink: (name) => `Withdraw ${name}`,
  withdrawn: (name) => `${name} was withdrawn. Its tables are no longer counted as soon as the change has been read.`,
  templates: 'Templates',
  templatesHint:
    'Empty files with the headings that this hotline uses. The Excel files also list the values that each column allows, and keep leading zeros.',
  templateFormats: { xlsx: 'Excel', csv: 'CSV' },
  kinds: 'Problems and how to fix them',
  kindsHint: 'Cell contents are never shown here: look them up in your file.',
  noProblems: 'The file has no problems.',
  column: (name) => `Column ${name}`,
  showRows: (count) => (count === 1 ? 'Show the row' : `Show all ${count} rows`),
  rowsCaption: (from, to, total) => `Rows ${from} to ${to} of ${total}`,
  row: 'Row in Excel',
  record: 'Record',
  problem: 'Problem',
  next: 'Next rows',
  first: 'All problems',
  list: 'Download the list',
  withValues: 'Download with values',
  valuesHint:
    'The list with values is as confidential as the file. The download is recorded in the activity log with your name.',
  withdrawTitle: (name) => `Withdraw ${name}?`,
  changes: 'What changes',
  notCounted: (table, records, month) =>
    `${table}: ${countNoun(records, 'record is', 'records are')} no longer counted. ${month} is then incomplete, and the pages of its editions say so.`,
  notCountedNow: 'No table of this file is counted now, so no number changes.',
  recomputed: (title, month) => `${title}: the draft of ${month} and of later months is computed without it.`,
  approvedStays: (title, month) =>
    `${title}: an approved edition from ${month} on counts it. Stakeholders keep that edition until a newer revision is approved.`,
  moved: 'The file is kept in the folder withdrawn/ of the state. To count it again, upload it again.',
  confirm: 'Withdraw the file',
  keep: 'Keep it',
  stale: 'The file has changed since this page was shown. This is the file as it is now.',
};

export const MONTH_ES: MonthWords = {
  received: 'Archivos recibidos',
  nothing: 'No se ha recibido ningún archivo de este mes.',
  records: (count) => countNoun(count, 'registro'),
  when: 'Recibido',
  states: {
    accepted: 'aceptado',
    rejected: 'rechazado',
    mixed: 'aceptado en parte',
    replaced: 'no se cuenta: otro archivo aporta esta tabla',
    reading: 'en lectura',
  },
  countedIn: (title, month) => `Se cuenta en ${title}, ${month}`,
  notYetCounted: 'La siguiente edición lo contará.',
  problems: (errors, warnings) =>
    [
      errors > 0 ? countNoun(errors, 'error', 'errores') : '',
      warnings > 0 ? countNoun(warnings, 'advertencia', 'advertencias') : '',
    ]
      .filter(Boolean)
      .join(', '),
  missing: (tables) => `Faltan: ${tables}`,
  complete: 'Todos los archivos de este mes están aceptados.',
  withdraw: 'Retirar',
  withdrawLink: (name) => `Retirar ${name}`,
  withdrawn: (name) => `Se retiró ${name}. Sus tablas dejan de contarse en cuanto se lea el cambio.`,
  templates: 'Plantillas',
  templatesHint:
    'Archivos vacíos con los encabezados que usa esta línea. Los de Excel incluyen además los valores permitidos en cada columna y conservan los ceros iniciales.',
  templateFormats: { xlsx: 'Excel', csv: 'CSV' },
  kinds: 'Problemas y cómo corregirlos',
  kindsHint: 'Aquí nunca se muestra el contenido de las celdas: búsquelo en su archivo.',
  noProblems: 'El archivo no tiene problemas.',
  column: (name) => `Columna ${name}`,
  showRows: (count) => (count === 1 ? 'Ver la fila' : `Ver las ${count} filas`),
  rowsCaption: (from, to, total) => `Filas ${from} a ${to} de ${total}`,
  row: 'Fila en Excel',
  record: 'Registro',
  problem: 'Problema',
  next: 'Filas siguientes',
  first: 'Todos los problemas',
  list: 'Descargar la lista',
  withValues: 'Descargar con valores',
  valuesHint:
    'La lista con valores es tan confidencial como el archivo. La descarga se registra con su nombre en la bitácora de actividad.',
  withdrawTitle: (name) => `¿Retirar ${name}?`,
  changes: 'Qué cambia',
  notCounted: (table, records, month) =>
    `${table}: ${countNoun(records, 'registro deja', 'registros dejan')} de contarse. ${month} quedará incompleto y las páginas de sus ediciones lo indican.`,
  notCountedNow: 'Ahora no se cuenta ninguna tabla de este archivo, así que no cambia ninguna cifra.',
  recomputed: (title, month) => `${title}: el borrador de ${month} y los de meses posteriores se calculan sin él.`,
  approvedStays: (title, month) =>
    `${title}: una edición aprobada desde ${month} lo cuenta. Los destinatarios conservan esa edición hasta que se apruebe una revisión más reciente.`,
  moved: 'El archivo se conserva en la carpeta withdrawn/ del estado. Para contarlo de nuevo, súbalo otra vez.',
  confirm: 'Retirar el archivo',
  keep: 'No retirarlo',
  stale: 'El archivo cambió desde que se mostró esta página. Este es el archivo como está ahora.',
};
