/** The words for checking and sending files; the page's script fills in `{n}` and `{name}`. */
export interface UploadWords {
  readonly title: string;
  readonly files: string;
  readonly hint: string;
  readonly choose: string;
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
  readonly state: string;
}

export const UPLOAD_EN: UploadWords = {
  title: 'Upload',
  files: 'Files of the month',
  hint: 'CSV, Excel (.xlsx) or zip, or the folder of the month. Drop them anywhere on this page. Checking stores nothing.',
  choose: 'Choose files',
  noScript: 'Uploading needs JavaScript. Without it, copy the files to the exports folder.',
  checking: 'Checking {name}',
  checked: '{n} of {total} files can be sent',
  ready: 'ready to send',
  errors: 'has errors',
  records: '{n} records',
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
  state: 'How the files of this month stand',
};

export const UPLOAD_ES: UploadWords = {
  title: 'Subir archivos',
  files: 'Archivos del mes',
  hint: 'CSV, Excel (.xlsx) o zip, o la carpeta completa. Suéltelos en cualquier parte de esta página. Revisarlos no guarda nada.',
  choose: 'Elegir archivos',
  noScript: 'Subir archivos requiere JavaScript. Sin él, copie los archivos a la carpeta de exportaciones.',
  checking: 'Revisando {name}',
  checked: 'Se pueden enviar {n} de {total} archivos',
  ready: 'listo para enviar',
  errors: 'tiene errores',
  records: '{n} registros',
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
  state: 'Cómo están los archivos de este mes',
};
