import { countNoun } from '../../domain/format.ts';
import type { ReviewWords } from './review-words.ts';

/** ` a 3 destinatarios`; nothing if the number is not known. */
const toPeople = (count: number | null): string => (count === null ? '' : ` a ${countNoun(count, 'destinatario')}`);

export const REVIEW_ES: ReviewWords = {
  awaiting: 'Espera una decisión',
  approvedStrip: 'Aprobada',
  rejectedStrip: 'Rechazada',
  made: (revision, when) => `Revisión ${revision}, creada: ${when}.`,
  decided: (by, when) => `Por ${by}, ${when}.`,
  exact: 'Contiene cifras exactas: es tan confidencial como los archivos.',
  complete: 'completa',
  incomplete: (missing) => `incompleta, ${missing === 1 ? 'falta 1 archivo' : `faltan ${missing} archivos`}`,
  comparedWith: (revision) => `comparada con ${revision} (aprobada)`,
  nothingBefore: 'no hay ninguna edición aprobada con la cual compararla',
  revisionOf: (month, revision) => `${month}, revisión ${revision}`,
  which: 'Qué revisión',
  views: { both: 'Lado a lado', draft: 'Borrador', approved: 'Aprobada' },
  languages: 'Idioma de las páginas',
  openPdf: 'Abrir el PDF',
  thisDraft: 'este borrador',
  approvedOn: (day) => `aprobada el ${day}`,
  noPages: 'No hay páginas en este idioma.',
  pageName: (page, of) => `Página ${page} de ${of}. El PDF tiene el mismo contenido y se puede leer en voz alta.`,
  total: 'total',
  known: 'con lugar conocido',
  issuesTitle: 'Puntos por considerar',
  noIssues: 'Las reglas no objetan nada.',
  forbids: 'No se puede aprobar, cualquiera que sea el motivo.',
  issues: {
    exposed: (count) => ({
      title: count === 1 ? 'número oculto se podría conocer' : 'números ocultos se podrían conocer',
      text: 'Con esta página y las aprobadas se podrían calcular. Espere a una edición posterior o una celdas.',
    }),
    exposedPlace: ({ name, value, range }) =>
      range === null
        ? `${name}: ${value}; no se pudo determinar a tiempo`
        : `${name}: ${value}; se podría saber: ${range}`,
    interval: (month, months, least) => ({
      title: months === 1 ? 'mes desde una edición aprobada' : 'meses desde una edición aprobada',
      text: `Se aprobó la de ${month}; esta hoja exige ${countNoun(least, 'mes', 'meses')} entre ediciones.`,
    }),
    sheetChanged: {
      title: 'cambio en la definición de la hoja',
      text: 'La hoja ya no es aquella con la que se hizo esta revisión. Calcule la edición de nuevo: factsheets publish.',
    },
    messageChanged: {
      title: 'cambio del mensaje desde la aprobación',
      text: 'Lo que se escribe a los destinatarios ya no es lo que se aprobó. No se envía nada hasta que se apruebe otra vez.',
    },
    pagesMissing: { title: 'juego de páginas incompleto', text: 'Publique la edición de nuevo antes de decidir.' },
    incomplete: (missing) => ({
      title: missing === 1 ? 'archivo falta' : 'archivos faltan',
      text: 'Las páginas dicen cuáles; las cifras cuentan lo que se recibió.',
    }),
    behind: (exports) => ({
      title: exports === 1 ? 'archivo cambió después' : 'archivos cambiaron después',
      text: 'Se recibieron, corrigieron o retiraron archivos después de hacer esta revisión. Se está haciendo una más nueva.',
    }),
    smallChanges: (changes, most, against) => ({
      title: `${changes === 1 ? 'número cambió' : 'números cambiaron'} entre 1 y ${most}`,
      text: `Quien tenga esta edición y la de ${against} puede restar: ambas ${changes === 1 ? 'lo' : 'los'} muestran.`,
    }),
    orphans: (hotline, orphans, people) => ({
      title: `${orphans === 1 ? 'persona' : 'personas'} sin caso`,
      text: `De ${people} personas de ${hotline}; ningún archivo contiene sus casos, así que ninguna cifra las cuenta.`,
    }),
    columnUnknown: ({ table, hotline, column, exports }) => ({
      title: `${exports === 1 ? 'archivo' : 'archivos'} con valores fuera de lista`,
      text: `Muchos valores de «${column}» en ${table} de ${hotline} no están en ninguna lista, así que las cifras por esa columna quedan por debajo. Hay que agregarlos al archivo de la línea.`,
    }),
    figureUnknown: (figure, total) => ({
      title: 'registros desconocidos u otros',
      text: `De ${total} en «${figure}», mientras que hay códigos en 0. Compare la columna y sus valores en el archivo de la línea.`,
    }),
    rejected: (by, day) => ({ title: 'rechazo anterior', text: `${by} rechazó esta revisión el ${day}.` }),
    empty: (count) => ({
      title: count === 1 ? 'archivo sin registros' : 'archivos sin registros',
      text: 'Puede que el mes de verdad no tenga ninguno. Pregunte a la línea si no lo esperaba.',
    }),
    unusual: (count, listed) => ({
      title: count === 1 ? 'número inusual en los archivos' : 'números inusuales en los archivos',
      text:
        listed < count
          ? `Difieren de los meses anteriores más de lo que explica el azar. Los primeros ${listed}:`
          : 'Difieren de los meses anteriores más de lo que explica el azar.',
    }),
    unusualPlace: {
      records: ({ place, was, is }) => `${place}: ${is} registros; antes, cerca de ${was}`,
      orphans: ({ place, was, is }) => `${place}: ${is} personas sin caso; antes, cerca de ${was}`,
      ids: ({ place, column, is }) =>
        `${place}: ${is} identificadores de otra forma en «${column}»; pueden haber perdido ceros iniciales`,
    },
  },
  smallTitle: 'Aparecen en ambas ediciones',
  smallUnit: (count) => countNoun(count, 'cambio pequeño', 'cambios pequeños'),
  smallCaption: (most) => `Números que cambiaron entre 1 y ${most} y aparecen en ambas ediciones`,
  allNumbers: (count) => `Los ${count} números`,
  allCaption: 'Todos los números de la revisión, lo que eran antes y cómo los muestran las páginas',
  figure: 'Cifra',
  before: 'Antes',
  now: 'Ahora',
  change: 'Cambio',
  shownAs: 'Se muestra como',
  shown: {
    printed: 'el número',
    rounded: (printed) => `${printed}, redondeado`,
    fewer: (base) => `menos de ${base}`,
    noneKnown: 'ninguno conocido',
    orMore: (from) => `${from} o más`,
    fewerThan: (to) => `menos de ${to}`,
    range: (from, to) => `de ${from} a ${to}`,
    unlisted: 'no aparece',
    hiddenSmall: (threshold) => `‡ menos de ${threshold}`,
    hiddenBeside: '‡ oculta otro',
    withheld: '‡ cifra retenida',
    gone: 'ya no está',
  },
  sinceTitle: (month) => `Archivos desde ${month}`,
  came: (count) => `${countNoun(count, 'archivo agregado', 'archivos agregados')}`,
  corrected: (count) => `${countNoun(count, 'archivo corregido', 'archivos corregidos')}`,
  withdrawn: (count) => `${countNoun(count, 'archivo retirado', 'archivos retirados')}`,
  noChanges: 'No se agregó, corrigió ni retiró ningún archivo.',
  orphansLine: (victims, traffickers) =>
    `Personas sin caso, que no se cuentan: ${victims} víctimas, ${traffickers} tratantes`,
  undatedLine: (cases, signals) =>
    `No se cuentan porque sus fechas no se conocen con suficiente detalle: casos, ${cases}; contactos, ${signals}`,
  historyTitle: 'Decisiones sobre esta edición',
  historyLine: ({ revision, verdict, by, day }) =>
    `${by} ${verdict === 'rejected' ? 'rechazó' : 'aprobó'} la revisión ${revision}${verdict === 'first-approval' ? ' (1 de 2)' : ''} el ${day}`,
  decisionTitle: (revision) => `Su decisión sobre la revisión ${revision}`,
  verdict: 'Decisión',
  twoMustApprove:
    'Esta hoja necesita la aprobación de dos personas. La suya es la primera: todavía no se publica nada.',
  approvedFirst: (by) => `1 de 2: ${by} la aprobó.`,
  secondApproval: 'La suya es la segunda aprobación: publica la revisión.',
  yourFirst: 'Usted la aprobó primero. Falta la aprobación de otra persona.',
  yourUpload: 'Usted subió un archivo que esta revisión cuenta. Debe aprobarla otra persona.',
  firstStrip: 'Aprobada, 1 de 2.',
  approve: 'Aprobar',
  sending: {
    held: 'Los envíos de esta hoja están detenidos: no se envía nada hasta que alguien los reanude.',
    'at-once': (people) => `Se envía de inmediato${toPeople(people)}, porque su fecha programada ya pasó.`,
    'by-hand': (people) => `No hay envíos programados: se envía${toPeople(people)} cuando alguien inicie un envío.`,
    scheduled: (people, moment) => `Se enviará${toPeople(people)} el ${moment}.`,
  },
  recipients: 'Ver quiénes la reciben',
  cannotApprove: 'Los puntos de arriba lo impiden.',
  reject: 'Rechazar',
  rejectHelp: 'Lo aprobado queda como está; la siguiente revisión necesita su propia decisión.',
  reason: 'Motivo',
  reasonRequired: 'Es obligatorio por los puntos de arriba.',
  reasonForRejecting: 'Es obligatorio si rechaza.',
  reasonStored: 'Se guarda para siempre con su nombre y con lo que aquí se mostró; no se envía a los destinatarios.',
  record: 'Registrar la decisión',
  decidingAs: (name) => `Usted decide como ${name}.`,
  final: 'Una aprobación no se puede retirar; la corrige una revisión más nueva.',
  unopened: (language) => `Todavía no ha abierto las páginas en ${language}`,
  openFirst: 'Abra primero las páginas en todos los idiomas: esta hoja lo exige.',
  onlyApprovers: 'Usted puede examinar esta revisión. Decide quien tiene la función de aprobación.',
  missingVerdict: 'Elija si aprueba o rechaza.',
  missingReason: 'Escriba un motivo.',
  notRecorded: 'La decisión no se registró',
  changed: 'Esta revisión cambió desde que la abrió: hay otra decisión, una revisión nueva o un archivo nuevo.',
  showChanged: 'Verla como está ahora; lo que escribió se conserva',
  stale: 'Algo cambió mientras usted leía. Así está ahora la revisión: examínela y después decida.',
};
