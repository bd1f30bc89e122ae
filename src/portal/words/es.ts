import { countNoun } from '../../domain/format.ts';
import { languageName } from '../../words/language-name.ts';
import { ACTIVITY_LOG_ES } from './activity-words.ts';
import { DISTRIBUTION_ES } from './distribution-es.ts';
import { EDITION_ES } from './edition-words.ts';
import { EXPORTS_ES } from './exports-words.ts';
import { FAILURES_ES } from './failure-words.ts';
import { FAMILY_ES } from './family-words.ts';
import { HELP_ES } from './help-words.ts';
import { MONTH_ES } from './month-words.ts';
import type { PortalWords } from './portal-words.ts';
import { REVIEW_ES } from './review-es.ts';
import { STAKEHOLDERS_ES } from './stakeholder-es.ts';
import { TOKENS_ES } from './token-words.ts';
import { UPLOAD_ES } from './upload-words.ts';
import { WAITING_ES } from './waiting-words.ts';

export const ES: PortalWords = {
  language: 'es',
  brand: { kicker: 'Líneas de ayuda', name: 'Hojas informativas' },
  skip: 'Ir al contenido',
  mainNavigation: 'Principal',
  overview: 'Resumen',
  editions: 'Ediciones',
  signOut: 'Cerrar sesión',
  otherLanguage: { language: 'en', name: 'English' },
  roles: {
    analyst: 'analista',
    reviewer: 'revisión',
    approver: 'aprobación',
    sender: 'envíos',
    viewer: 'consulta',
    operator: 'operación',
  },
  allRoles: 'todas las funciones',
  confidential: 'Todo lo que aparece en esta página es confidencial.',
  version: (version) => `Versión ${version}`,
  signIn: {
    title: 'Iniciar sesión',
    needed: 'No ha iniciado sesión, o su sesión terminó.',
    how: 'En el equipo donde funciona el portal, ejecute este comando en su carpeta y abra el enlace que aparece. El enlace sirve una sola vez, durante 10 minutos.',
    who: '¿Quién es usted?',
    button: 'Iniciar sesión',
    usedTitle: 'Este enlace no funciona',
    used: 'Ya se usó, o tiene más de 10 minutos.',
    choose: 'Elija su nombre e inicie sesión.',
    failedTitle: 'No se pudo iniciar sesión',
    failed:
      'Pasaron más de 10 minutos, se canceló, o se empezó a iniciar sesión en otra ventana. Inicie sesión otra vez.',
    noRoleTitle: 'Su cuenta todavía no tiene ninguna función',
    noRole: 'Pida a las personas que administran el portal que agreguen su cuenta a un grupo e inicie sesión otra vez.',
    otherAccount: 'Usar otra cuenta',
  },
  headline: {
    complete: (month) => `${month} está completo`,
    incomplete: (month) => `${month} todavía no está completo`,
    published: (month) => `La edición aprobada más reciente es la de ${month}`,
    noneApproved: 'Todavía no se ha aprobado ninguna edición',
  },
  tiles: {
    accepted: (month) => `archivos de ${month} aceptados`,
    of: (total) => `de ${total}`,
    rejectedMissing: (rejected, missing) =>
      `${countNoun(rejected, 'rechazado')}, ${missing === 1 ? 'falta 1' : `faltan ${missing}`}`,
    allAccepted: 'Ninguno rechazado, ninguno falta',
    toReview: (count) => (count === 1 ? 'revisión por decidir' : 'revisiones por decidir'),
    nothingToReview: 'Nada espera una decisión',
    review: 'Revisarla',
    upload: 'Subir archivos',
    uploadNext: 'Subir el mes siguiente',
    unconfirmed: (count) => (count === 1 ? 'mensaje sin confirmar' : 'mensajes sin confirmar'),
    noneUnconfirmed: 'Todos los mensajes se enviaron o se rechazaron',
    unconfirmedHelp: 'No se sabe si se enviaron: quien tiene la función de envíos lo revisa y lo registra',
    next: 'próximo envío',
    notScheduled: 'No hay ningún envío programado',
    atZone: (time, zone, people) =>
      `${time}, ${zone}${people === null ? '' : `, a ${countNoun(people, 'destinatario')}`}`,
    newestApproved: 'edición aprobada más reciente',
    problems: 'Ver cuáles se rechazaron',
    resolve: 'Resolver',
    distribution: 'Ver el envío',
  },
  timetable: {
    title: 'Archivos y ediciones',
    unit: 'por mes',
    caption:
      'Los archivos de cada mes por línea, en el orden que aparece bajo su nombre; las ediciones de cada hoja informativa',
    exports: 'Archivos',
    states: { accepted: 'aceptado', rejected: 'rechazado', missing: 'falta' },
    editionStates: {
      draft: 'borrador',
      review: 'por revisar',
      rejected: 'rechazada',
      approved: 'aprobada',
      sent: 'enviada',
    },
    editionLegend: {
      draft: 'borrador, incompleta',
      review: 'por revisar',
      rejected: 'rechazada',
      approved: 'aprobada',
      sent: 'enviada',
    },
    filesAccepted: (accepted, total) => `${accepted} de ${countNoun(total, 'archivo aceptado', 'archivos aceptados')}`,
    rejected: (count) => countNoun(count, 'rechazado'),
    missing: (count) => (count === 1 ? 'falta 1' : `faltan ${count}`),
    noRecords: (count) => `${count} sin registros`,
    noFiles: 'sin archivos',
    noEdition: 'sin edición',
    revision: (revision, state) => `r${revision} ${state}`,
    allMonths: (count) => `Los ${count} meses`,
    lastMonths: (count) => `Los últimos ${count} meses`,
    legend: 'Significado de las marcas',
    empty: 'No se ha recibido nada. Ponga los archivos en la carpeta de exportaciones: <línea>/<AAAA-MM>/<tabla>.csv.',
  },
  activity: {
    title: 'Actividad reciente',
    when: 'Cuándo',
    what: 'Qué',
    who: 'Quién',
    nothing: 'Todavía no ha ocurrido nada.',
    accepted: 'Se aceptó',
    rejected: 'Se rechazó',
    created: 'Se creó',
    approved: 'Se aprobó',
    sent: 'Se envió',
    refused: 'Se rechazó',
    files: (count) => countNoun(count, 'archivo'),
    fileOf: (files, hotline, month) => `${files} de ${hotline}, ${month}`,
    revisionOf: (sheet, month, revision) => `${sheet}, ${month}, revisión ${revision}`,
    program: 'programa',
    all: 'Toda la actividad',
  },
  published: {
    title: 'Edición aprobada',
    none: 'Todavía no se ha aprobado ninguna edición.',
    sheetIn: (language) => `Hoja informativa en ${languageName(language, 'es')}`,
    draftIn: (language) => `Borrador en ${languageName(language, 'es')}`,
    figures: 'Cifras publicadas',
    chart: (name) => `Gráfica: ${name}`,
    charts: (count) => countNoun(count, 'gráfica'),
    approvedOn: (day) => `aprobada el ${day}`,
  },
  edition: EDITION_ES,
  exports: EXPORTS_ES,
  help: HELP_ES,
  activityLog: ACTIVITY_LOG_ES,
  tokens: TOKENS_ES,
  family: FAMILY_ES,
  upload: UPLOAD_ES,
  month: MONTH_ES,
  waiting: WAITING_ES,
  review: REVIEW_ES,
  stakeholders: STAKEHOLDERS_ES,
  distribution: DISTRIBUTION_ES,
  errors: {
    'other-site': {
      title: 'Otro sitio envió esta solicitud',
      text: 'El portal solo acepta cambios desde sus propias páginas. Abra el portal e inténtelo desde ahí.',
    },
    'other-host': {
      title: 'La dirección no es la del portal',
      text: 'Use la dirección que muestran npm start o factsheets open.',
    },
    forbidden: {
      title: 'Su función no permite esto',
      text: 'Pida la función que necesita a quien configura el portal.',
    },
    'not-found': {
      title: 'Esta página no existe',
      text: 'La dirección puede estar mal escrita, o lo que nombraba ya no está.',
    },
    method: { title: 'Esto no se puede hacer en esta dirección', text: 'Regrese a la página y use sus botones.' },
    invalid: { title: 'Algo falta o está mal en la solicitud', text: 'Regrese, corríjalo e inténtelo otra vez.' },
    refused: { title: 'Las reglas no lo permiten', text: '' },
    stale: { title: 'Algo cambió mientras usted leía', text: 'Vea abajo lo nuevo y después decida.' },
    'too-large': { title: 'La solicitud es demasiado grande', text: 'Envíe menos a la vez.' },
    'file-too-large': {
      title: 'El archivo es demasiado grande para el portal',
      text: 'Aquí se pueden enviar archivos de hasta 512 MB. Pida a quien administra el portal que ponga uno más grande en la carpeta de exportaciones.',
    },
    'disk-full': {
      title: 'El disco del portal está lleno',
      text: 'No se guardó nada. Avise a quien administra el portal e inténtelo de nuevo.',
    },
    'link-expired': {
      title: 'Esta lista ya no está disponible',
      text: 'Las listas de problemas se conservan una hora, para quien revisó el archivo. Revise el archivo otra vez.',
    },
    busy: { title: 'El portal está ocupado', text: 'Espere unos segundos e inténtelo otra vez.' },
    failed: {
      title: 'El portal no pudo responder',
      text: 'No se cambió nada. Dé el número de abajo a quien administra el portal.',
    },
  },
  failures: FAILURES_ES,
  detail: 'Detalle (en inglés)',
  requestNumber: (id) => `Solicitud ${id}`,
  backToOverview: 'Volver al resumen',
};
