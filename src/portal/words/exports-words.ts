/** The words of the page that lists what hotlines sent. */
export interface ExportsWords {
  readonly title: string;
  readonly lead: string;
  readonly nothing: string;
  readonly nothingOfHotline: string;
  /** The caption of a hotline's table. */
  readonly caption: (hotline: string) => string;
  readonly month: string;
  readonly files: string;
  readonly state: string;
  readonly received: string;
  readonly rejectedFiles: (names: string) => string;
  readonly upload: (month: string) => string;
  readonly otherMonth: string;
  readonly open: string;
}

export const EXPORTS_EN: ExportsWords = {
  title: 'Exports',
  lead: 'The files of each hotline and month, and whether they are accepted, rejected or missing.',
  nothing: 'No hotline has sent files yet.',
  nothingOfHotline: 'No file of this hotline has been received.',
  caption: (hotline) => `Files of ${hotline} by month, the newest first`,
  month: 'Month',
  files: 'Files',
  state: 'State',
  received: 'Last received',
  rejectedFiles: (names) => `Rejected: ${names}`,
  upload: (month) => `Upload ${month}`,
  otherMonth: 'Another month',
  open: 'Open',
};

export const EXPORTS_ES: ExportsWords = {
  title: 'Archivos',
  lead: 'Los archivos de cada línea y mes: aceptados, rechazados o faltantes.',
  nothing: 'Ninguna línea ha enviado archivos todavía.',
  nothingOfHotline: 'No se ha recibido ningún archivo de esta línea.',
  caption: (hotline) => `Archivos de ${hotline} por mes, el más reciente primero`,
  month: 'Mes',
  files: 'Archivos',
  state: 'Estado',
  received: 'Último recibido',
  rejectedFiles: (names) => `Rechazados: ${names}`,
  upload: (month) => `Subir ${month}`,
  otherMonth: 'Otro mes',
  open: 'Abrir',
};
