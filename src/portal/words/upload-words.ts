/** The words for checking and sending files; the page's script fills in `{n}` and `{name}`. */
export interface UploadWords {
  readonly files: string;
  readonly hint: string;
  readonly choose: string;
  /** The steps of an upload, in order. */
  readonly steps: string;
  readonly stepChoose: string;
  readonly stepCheck: string;
  readonly stepSend: string;
  /** Below the button that sends. */
  readonly incomplete: string;
  readonly noScript: string;
  readonly checking: string;
  readonly checked: string;
  readonly ready: string;
  readonly errors: string;
  readonly records: string;
  readonly row: string;
  readonly record: string;
  readonly detail: string;
  readonly column: string;
  readonly more: string;
  readonly send: string;
  readonly sending: string;
  readonly reading: string;
  readonly accepted: string;
  readonly rejected: string;
  readonly waited: string;
  readonly failed: string;
  readonly values: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly sendingToCheck: string;
  readonly stillChecking: string;
  readonly waiting: string;
  readonly signInAgain: string;
  readonly signInLink: string;
  readonly goOn: string;
  readonly connectionLost: string;
  readonly tryAgain: string;
  readonly tooLarge: string;
  readonly diskFull: string;
  readonly fileChanged: string;
  readonly checkTooLong: string;
  /** For everything else; the detail is in English. */
  readonly notTaken: string;
  readonly otherHotline: string;
  readonly otherMonth: string;
  readonly sameName: string;
  readonly notAnExport: string;
  readonly replaces: string;
  readonly replacesApproved: string;
  /** Of a file without records. */
  readonly noRecords: string;
  readonly emptyQuestion: string;
  readonly emptyConfirm: string;
  readonly emptyState: string;
  readonly otherFile: string;
  readonly showMore: string;
  readonly list: string;
  readonly withValues: string;
  readonly withValuesHint: string;
  readonly listFailed: string;
  readonly countedIn: string;
  readonly notYetCounted: string;
  readonly summary: string;
  readonly summaryHelp: string;
  readonly summaryReady: string;
  readonly kinds: string;
  readonly rowsInError: string;
  readonly warnings: string;
  /** What a problem of each severity means for the file. */
  readonly rejection: string;
  readonly error: string;
  readonly warning: string;
  readonly sent: string;
}

export const UPLOAD_EN: UploadWords = {
  files: 'Files of the month',
  hint: 'CSV, Excel (.xlsx) or zip, or the folder of the month. Drop them anywhere on this page. Checking stores nothing.',
  choose: 'Choose files',
  steps: 'Steps',
  stepChoose: 'Choose',
  stepCheck: 'Check',
  stepSend: 'Send',
  incomplete:
    'Until every file of the month is accepted, the month is incomplete, and the pages of its editions say so.',
  noScript: 'Uploading needs JavaScript. Without it, copy the files to the exports folder.',
  checking: 'Checking {name}',
  checked: '{n} of {total} files can be sent',
  ready: 'ready to send',
  errors: 'has errors',
  records: 'records: {n}',
  row: 'Row in Excel',
  record: 'Record',
  detail: 'Problem',
  column: 'Column {name}',
  more: 'and {n} more',
  send: 'Send the files that are ready ({n})',
  sending: 'Sending {name}: {n} %',
  reading: '{name} was sent and is being read',
  accepted: 'accepted',
  rejected: 'rejected',
  waited: '{name} was sent. It has not been read after 5 minutes: look at the overview later',
  failed: '{name}: {reason}',
  values: 'Cell contents are never shown here: look them up in your file.',
  cancel: 'Cancel',
  cancelled: '{name}: cancelled; nothing was stored',
  sendingToCheck: 'Checking {name}: {n} % sent',
  stillChecking: 'Checking {name}: {n} seconds',
  waiting: 'Two other files are being checked. {name} is next',
  signInAgain: 'Your session has ended. Your files are still here: sign in again in another tab, then go on.',
  signInLink: 'Sign in (opens another tab)',
  goOn: 'Go on',
  connectionLost: '{name}: the connection was lost, and nothing was stored. Check the network, then try again.',
  tryAgain: 'Try again',
  tooLarge: '{name} is larger than 512 MB. Ask whoever runs the portal to put it into the exports folder.',
  diskFull: 'The disk of the portal is full, and nothing was stored. Inform whoever runs the portal.',
  fileChanged: '{name} was changed or moved after you chose it, and nothing was stored. Choose it again.',
  checkTooLong: 'The check of {name} has no result after 5 minutes, and nothing was stored. Check it again later.',
  notTaken: 'The portal did not take {name}. Try again; if it fails again, report this detail: {detail}',
  otherHotline: 'These headings are those of {name}. Open the page of that hotline to send the file.',
  otherMonth: 'This file comes from the folder {name}, and this page is for another month.',
  sameName: 'Two files have this name. Send only one of them.',
  notAnExport: 'not CSV, Excel (.xlsx) or zip: left out',
  replaces: 'Replaces the file of this name, received {when} (records: {n}).',
  replacesApproved:
    'An approved edition counts that file: stakeholders keep its numbers until a newer revision is approved.',
  noRecords: 'The file has no records. Send it if the month really has none.',
  emptyQuestion: 'The file has no records, and the month has some: sending it removes them.',
  emptyConfirm: 'The month really has no records',
  emptyState: 'Waits for your confirmation',
  otherFile: '{name} already provides this table. Withdraw it first, or give this file the same name.',
  showMore: 'Show {n} more rows',
  list: 'Download the list',
  withValues: 'Download with values',
  withValuesHint:
    'The list with values is as confidential as the file. The download is recorded in the activity log with your name.',
  listFailed: 'The list could not be loaded. Check the file again.',
  countedIn: 'Counted in {title}, {month}',
  notYetCounted: 'The next edition counts it',
  summary: 'Files that cannot be sent yet: {n} of {total}',
  summaryHelp: 'Correct the errors in your system or in the file, then drop the corrected files here.',
  summaryReady: 'The files that are ready can be sent now.',
  kinds: 'problems and how to fix them',
  rowsInError: 'rows with errors: {n}',
  warnings: 'warnings: {n}',
  rejection: 'Error: the file cannot be read like this',
  error: 'Error: these rows must be corrected',
  warning: 'Warning: it does not stop the file',
  sent: 'sent, being read',
};

export const UPLOAD_ES: UploadWords = {
  files: 'Archivos del mes',
  hint: 'CSV, Excel (.xlsx) o zip, o la carpeta completa. Suéltelos en cualquier parte de esta página. Revisarlos no guarda nada.',
  choose: 'Elegir archivos',
  steps: 'Pasos',
  stepChoose: 'Elegir',
  stepCheck: 'Revisar',
  stepSend: 'Enviar',
  incomplete:
    'Mientras falte por aceptar algún archivo, el mes está incompleto y las páginas de sus ediciones lo indican.',
  noScript: 'Subir archivos requiere JavaScript. Sin él, copie los archivos a la carpeta de exportaciones.',
  checking: 'Revisando {name}',
  checked: 'Se pueden enviar {n} de {total} archivos',
  ready: 'listo para enviar',
  errors: 'tiene errores',
  records: 'registros: {n}',
  row: 'Fila en Excel',
  record: 'Registro',
  detail: 'Problema',
  column: 'Columna {name}',
  more: 'y {n} más',
  send: 'Enviar los archivos listos ({n})',
  sending: 'Enviando {name}: {n} %',
  reading: '{name} se envió y se está leyendo',
  accepted: 'aceptado',
  rejected: 'rechazado',
  waited: '{name} se envió. No se ha leído después de 5 minutos: vea el resumen más tarde',
  failed: '{name}: {reason}',
  values: 'Aquí nunca se muestra el contenido de las celdas: búsquelo en su archivo.',
  cancel: 'Cancelar',
  cancelled: '{name}: cancelado; no se guardó nada',
  sendingToCheck: 'Revisando {name}: {n} % enviado',
  stillChecking: 'Revisando {name}: {n} segundos',
  waiting: 'Se están revisando otros dos archivos. Sigue {name}',
  signInAgain: 'Su sesión terminó. Sus archivos siguen aquí: inicie sesión de nuevo en otra pestaña y luego continúe.',
  signInLink: 'Iniciar sesión (abre otra pestaña)',
  goOn: 'Continuar',
  connectionLost: '{name}: se perdió la conexión y no se guardó nada. Revise la red e inténtelo de nuevo.',
  tryAgain: 'Intentar de nuevo',
  tooLarge: '{name} pesa más de 512 MB. Pida a quien administra el portal que lo ponga en la carpeta de exportaciones.',
  diskFull: 'El disco del portal está lleno y no se guardó nada. Avise a quien administra el portal.',
  fileChanged: '{name} cambió o se movió después de que usted lo eligió, y no se guardó nada. Elíjalo otra vez.',
  checkTooLong:
    'La revisión de {name} no tiene resultado después de 5 minutos, y no se guardó nada. Revíselo otra vez más tarde.',
  notTaken: 'El portal no aceptó {name}. Inténtelo otra vez; si vuelve a fallar, informe este detalle: {detail}',
  otherHotline: 'Estos encabezados son de {name}. Abra la página de esa línea para enviar el archivo.',
  otherMonth: 'Este archivo viene de la carpeta {name} y esta página es de otro mes.',
  sameName: 'Dos archivos tienen este nombre. Envíe solo uno.',
  notAnExport: 'no es CSV, Excel (.xlsx) ni zip: se omite',
  replaces: 'Reemplaza el archivo con este nombre, recibido {when} (registros: {n}).',
  replacesApproved:
    'Una edición aprobada cuenta ese archivo: los destinatarios conservan sus cifras hasta que se apruebe una revisión más reciente.',
  noRecords: 'El archivo no tiene registros. Envíelo si el mes de verdad no tiene ninguno.',
  emptyQuestion: 'El archivo no tiene registros y el mes tiene algunos: al enviarlo se quitan.',
  emptyConfirm: 'El mes de verdad no tiene registros',
  emptyState: 'Espera su confirmación',
  otherFile: '{name} ya aporta esta tabla. Retírelo primero o dé a este archivo el mismo nombre.',
  showMore: 'Ver {n} filas más',
  list: 'Descargar la lista',
  withValues: 'Descargar con valores',
  withValuesHint:
    'La lista con valores es tan confidencial como el archivo. La descarga se registra con su nombre en la bitácora de actividad.',
  listFailed: 'No se pudo cargar la lista. Revise el archivo otra vez.',
  countedIn: 'Se cuenta en {title}, {month}',
  notYetCounted: 'La siguiente edición lo contará',
  summary: 'Archivos que todavía no se pueden enviar: {n} de {total}',
  summaryHelp: 'Corrija los errores en su sistema o en el archivo y suelte aquí los archivos corregidos.',
  summaryReady: 'Los que están listos ya se pueden enviar.',
  kinds: 'problemas y cómo corregirlos',
  rowsInError: 'filas con errores: {n}',
  warnings: 'advertencias: {n}',
  rejection: 'Error: así no se puede leer el archivo',
  error: 'Error: hay que corregir estas filas',
  warning: 'Advertencia: no impide enviar el archivo',
  sent: 'enviado, en lectura',
};
