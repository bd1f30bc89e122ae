import type { ActivityKind } from '../../domain/activity.ts';

/** The words of the activity page. */
export interface ActivityLogWords {
  readonly title: string;
  readonly lead: string;
  readonly filter: string;
  readonly kind: string;
  readonly anyKind: string;
  readonly person: string;
  readonly month: string;
  readonly apply: string;
  readonly clear: string;
  readonly caption: string;
  readonly when: string;
  readonly who: string;
  readonly what: string;
  readonly about: string;
  readonly nothing: string;
  readonly older: string;
  readonly newest: string;
  readonly asCsv: string;
  readonly asJsonLines: string;
  readonly zone: (zone: string) => string;
  readonly via: Readonly<Record<'portal' | 'command' | 'aws' | 'token', string>>;
  readonly kinds: Readonly<Record<ActivityKind, string>>;
  /** The name before a field’s value; a field without a name is shown alone. */
  readonly fields: Readonly<Record<string, string>>;
  /** The headings of the CSV. */
  readonly columns: readonly string[];
}

export const ACTIVITY_LOG_EN: ActivityLogWords = {
  title: 'Activity',
  lead: 'Who did what and when. Nothing can be changed or removed: factsheets verify checks that every entry is as it was recorded.',
  filter: 'Show only',
  kind: 'What',
  anyKind: 'Everything',
  person: 'Who',
  month: 'Month (YYYY-MM)',
  apply: 'Show',
  clear: 'Show everything',
  caption: 'The newest first',
  when: 'When',
  who: 'Who',
  what: 'What',
  about: 'About',
  nothing: 'Nothing was recorded that fits.',
  older: 'Older entries',
  newest: 'The newest entries',
  asCsv: 'Download as CSV',
  asJsonLines: 'Download as JSON Lines',
  zone: (zone) => `Times are those of ${zone}.`,
  via: { portal: 'portal', command: 'command line', aws: 'AWS', token: 'token' },
  kinds: {
    'signed-in': 'Signed in',
    'signed-out': 'Signed out',
    'file-checked': 'Checked a file',
    'file-uploaded': 'Uploaded a file',
    'file-withdrawn': 'Withdrew a file',
    'problems-downloaded': 'Downloaded problems with values',
    'month-read-again': 'Had a month read again',
    'edition-requested': 'Requested an edition',
    'pages-opened': 'Opened the pages of a revision',
    'revision-approved-first': 'Approved a revision, 1 of 2',
    'revision-approved': 'Approved a revision',
    'revision-rejected': 'Rejected a revision',
    'stakeholder-added': 'Added a stakeholder',
    'stakeholder-changed': 'Changed a stakeholder',
    'stakeholder-removed': 'Removed a stakeholder',
    'stakeholders-imported': 'Imported stakeholders',
    'run-started': 'Sent an edition',
    'test-message-sent': 'Sent a test message',
    'dispatches-resolved': 'Resolved unconfirmed messages',
    'links-revoked': 'Revoked links',
    'sheet-held': 'Held a sheet',
    'sheet-released': 'Released a sheet',
    'public-edition-changed': 'Changed the public edition',
    'token-made': 'Made a token',
    'token-revoked': 'Revoked a token',
    'facts-exported': 'Exported exact facts',
    'state-accepted': 'Accepted an older state as the newest',
  },
  fields: {
    revision: 'revision',
    decision: 'decision',
    bytes: 'bytes',
    problems: 'problems',
    stakeholder: 'stakeholder',
    added: 'added',
    changed: 'changed',
    sent: 'sent',
    failed: 'failed',
    messages: 'messages',
    links: 'links',
    files: 'files',
    token: 'token',
    scopes: 'roles',
    until: 'until',
  },
  columns: ['Number', 'When (UTC)', 'Who', 'Through', 'What', 'About', 'Hash'],
};

export const ACTIVITY_LOG_ES: ActivityLogWords = {
  title: 'Actividad',
  lead: 'Quién hizo qué y cuándo. Nada se puede cambiar ni borrar: factsheets verify comprueba que cada entrada esté como se registró.',
  filter: 'Mostrar solo',
  kind: 'Qué',
  anyKind: 'Todo',
  person: 'Quién',
  month: 'Mes (AAAA-MM)',
  apply: 'Mostrar',
  clear: 'Mostrar todo',
  caption: 'Primero lo más reciente',
  when: 'Cuándo',
  who: 'Quién',
  what: 'Qué',
  about: 'Sobre',
  nothing: 'No hay entradas que coincidan.',
  older: 'Entradas anteriores',
  newest: 'Las entradas más recientes',
  asCsv: 'Descargar en CSV',
  asJsonLines: 'Descargar en JSON Lines',
  zone: (zone) => `Las horas son las de ${zone}.`,
  via: { portal: 'portal', command: 'línea de comandos', aws: 'AWS', token: 'token' },
  kinds: {
    'signed-in': 'Inició sesión',
    'signed-out': 'Cerró sesión',
    'file-checked': 'Revisó un archivo',
    'file-uploaded': 'Subió un archivo',
    'file-withdrawn': 'Retiró un archivo',
    'problems-downloaded': 'Descargó los problemas con sus valores',
    'month-read-again': 'Pidió leer un mes otra vez',
    'edition-requested': 'Pidió una edición',
    'pages-opened': 'Abrió las páginas de una revisión',
    'revision-approved-first': 'Aprobó una revisión, 1 de 2',
    'revision-approved': 'Aprobó una revisión',
    'revision-rejected': 'Rechazó una revisión',
    'stakeholder-added': 'Agregó un destinatario',
    'stakeholder-changed': 'Cambió un destinatario',
    'stakeholder-removed': 'Quitó un destinatario',
    'stakeholders-imported': 'Importó destinatarios',
    'run-started': 'Envió una edición',
    'test-message-sent': 'Envió un mensaje de prueba',
    'dispatches-resolved': 'Resolvió mensajes sin confirmar',
    'links-revoked': 'Anuló enlaces',
    'sheet-held': 'Detuvo los envíos de una hoja',
    'sheet-released': 'Reanudó los envíos de una hoja',
    'public-edition-changed': 'Cambió la edición pública',
    'token-made': 'Creó un token',
    'token-revoked': 'Anuló un token',
    'facts-exported': 'Exportó datos exactos',
    'state-accepted': 'Aceptó un estado anterior como el más reciente',
  },
  fields: {
    revision: 'revisión',
    decision: 'decisión',
    bytes: 'bytes',
    problems: 'problemas',
    stakeholder: 'destinatario',
    added: 'agregados',
    changed: 'cambiados',
    sent: 'enviados',
    failed: 'fallidos',
    messages: 'mensajes',
    links: 'enlaces',
    files: 'archivos',
    token: 'token',
    scopes: 'funciones',
    until: 'hasta',
  },
  columns: ['Número', 'Cuándo (UTC)', 'Quién', 'Por medio de', 'Qué', 'Sobre', 'Hash'],
};
