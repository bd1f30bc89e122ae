import type { ProblemTexts } from '../../domain/problem.ts';

const OTRA_VEZ =
  'Vuelva a exportar el reporte y súbalo tal cual, sin abrirlo ni guardarlo en Excel u otra hoja de cálculo.';

/** What each problem means and how to fix it, in Spanish: Mexican usage, in words that Argentina shares. */
export const SPANISH_PROBLEMS: ProblemTexts = {
  'not-decodable': {
    sentence: 'El archivo no se puede leer como texto: no está en una codificación que use esta línea.',
    remedy: 'Guárdelo como “CSV UTF-8 (delimitado por comas)” o como libro de Excel (.xlsx) y vuelva a subirlo.',
  },
  'not-a-csv': {
    sentence: 'El archivo no es una tabla CSV.',
    remedy: 'Exporte el reporte como CSV, con su fila de encabezados, y vuelva a subirlo.',
  },
  'not-a-workbook': {
    sentence: 'El archivo no se puede leer como libro de Excel (.xlsx).',
    remedy: 'Ábralo en Excel, guárdelo como .xlsx o como CSV UTF-8 y vuelva a subirlo.',
  },
  'not-an-archive': {
    sentence: 'El archivo no se puede leer como archivo zip.',
    remedy: 'Vuelva a comprimir los CSV del mes en un zip sin contraseña, o súbalos uno por uno.',
  },
  'too-large-or-slow': {
    sentence:
      'Leer el archivo toma más memoria o más tiempo que un mes de datos: es demasiado grande o está hecho para ser lento.',
    remedy: 'Vuelva a exportar el reporte como CSV, sin comprimir.',
  },
  'reader-failed': {
    sentence: 'El programa no pudo leer el archivo: el archivo está dañado o el programa tiene un error.',
    remedy:
      'Vuelva a exportar el reporte como CSV UTF-8 y súbalo. Si tampoco funciona, avise a quien administra el programa.',
  },
  'unclosed-quote': {
    sentence: 'Una celda empieza con comillas que no se cierran, y no se pueden separar las filas que siguen.',
    remedy: 'Corrija la celda en la fila indicada, o vuelva a exportar el reporte.',
  },
  'separator-unlisted': {
    sentence: 'Las celdas del archivo están separadas por un signo que esta línea no usa.',
    remedy: 'Guárdelo con el separador indicado, o pida a quien administra el programa que acepte el otro.',
  },
  'heading-not-first': {
    sentence: 'Hay renglones arriba de la fila de encabezados.',
    remedy: 'Bórrelos, o exporte el reporte sin título.',
  },
  'heading-missing': {
    sentence: 'Falta una columna que la línea acordó enviar.',
    remedy: 'Agregue la columna al reporte, o pida a quien administra el programa que acepte su nuevo encabezado.',
  },
  'heading-twice': {
    sentence: 'Dos columnas tienen el mismo encabezado y no está claro cuál se debe usar.',
    remedy: 'Quite del reporte una de las dos columnas.',
  },
  'no-such-hotline': {
    sentence: 'La carpeta donde se subió el archivo no tiene el nombre de una línea.',
    remedy: 'Suba el archivo a exports/<línea>/<AAAA-MM>/; “factsheets hotlines” da la lista de nombres.',
  },
  'no-such-month': {
    sentence: 'La carpeta donde se subió el archivo no es un mes que ya haya empezado.',
    remedy: 'Suba el archivo a exports/<línea>/<AAAA-MM>/, con un mes como 2017-07.',
  },
  'period-month': {
    sentence: 'El archivo abarca más de un mes y no está en la carpeta de su último mes.',
    remedy: 'Súbalo a la carpeta del último mes de su trimestre, semestre o año.',
  },
  'no-such-table': {
    sentence: 'El archivo no contiene ninguna de las tablas que envía esta línea.',
    remedy: 'Póngale al archivo (o a la hoja del libro) el nombre de una de las tablas de la línea.',
  },
  'second-object': {
    sentence: 'Otro archivo ya contiene la misma tabla del mismo mes.',
    remedy: 'Borre uno de los dos, o suba la corrección con el nombre del primero.',
  },
  'empty-replacement': {
    sentence: 'El archivo no tiene registros y el mes ya tiene algunos.',
    remedy:
      'Suba la exportación completa. Si el mes de verdad no tiene ninguno, confírmelo al subir el archivo en el portal o use “factsheets upload --empty”. En la carpeta, borre el archivo anterior, espere a que se retire y agregue este.',
  },
  'id-empty': {
    sentence: 'Un registro no tiene identificador (folio).',
    remedy: 'Complete el folio en el sistema de donde viene y vuelva a exportar el mes.',
  },
  'id-conflict': {
    sentence: 'Dos registros tienen el mismo identificador (folio) y distinto contenido.',
    remedy: 'Corrija el folio, o quite el registro que ya no vale.',
  },
  'date-unreadable': {
    sentence: 'Una fecha está vacía, es imposible o no está en un formato que use esta línea.',
    remedy: 'Escríbala en el formato indicado, con el año de cuatro cifras.',
  },
  'date-after-month': {
    sentence: 'Una fecha es posterior al mes que se reporta.',
    remedy: 'Corrija la fecha, o suba el registro en el mes que le corresponde.',
  },
  'flag-unreadable': {
    sentence: 'Una celda de sí o no está vacía, o no contiene ni sí ni no.',
    remedy: 'Escriba sí o no como los escribe esta línea.',
  },
  'count-unreadable': {
    sentence: 'La celda que dice cuántos registros representa una fila no es un número entero.',
    remedy: 'Escriba un número entero, de 0 en adelante y sin separador de miles.',
  },
  'several-values': {
    sentence:
      'Una celda tiene varios valores, pero el formato acordado con esta línea admite solo uno en esta columna.',
    remedy: 'Deje un solo valor, o pida a quien administra el programa que admita varios.',
  },
  'line-broken': {
    sentence: 'Una fila tiene más o menos celdas que los encabezados, o comillas dentro de una celda.',
    remedy:
      'Ponga entre comillas las celdas que lleven separadores, comillas o saltos de línea, y duplique las comillas de adentro.',
  },
  'report-end': {
    sentence: 'Los renglones del final parecen el pie de un reporte, no registros.',
    remedy: 'Bórrelos, o pida a quien administra el programa que los agregue como pie de reporte conocido.',
  },
  'total-row': {
    sentence: 'Una fila parece un total, no un registro.',
    remedy: 'Exporte el reporte sin totales, o borre la fila.',
  },
  'column-unknown': {
    sentence:
      'Muchos valores de una columna no están en su lista, así que las cifras por esta columna quedan por debajo.',
    remedy:
      'Revise que sea la columna correcta; si lo es, pida a quien administra el programa que agregue sus valores a la lista.',
  },
  'value-unknown': {
    sentence: 'Un valor no está en la lista de valores de esta columna.',
    remedy: 'Corríjalo; si es correcto, pida a quien administra el programa que lo agregue a la lista.',
  },
  'age-implausible': {
    sentence: 'Una edad no es ni una etiqueta conocida ni un número de años posible.',
    remedy: 'Escriba la edad en años, o la etiqueta que se usa cuando no se sabe.',
  },
  'state-outside-countries': {
    sentence:
      'Un estado o provincia no pertenece a ninguno de los países de su fila, o está abreviado en una fila sin país.',
    remedy:
      'Corrija el estado o el país. Si el archivo no tiene columna de países, pida a quien administra el programa que indique el país de la línea.',
  },
  'id-numeric': {
    sentence: 'Un identificador (folio) es un número en el libro y pudo perder los ceros del principio.',
    remedy: 'Dé a la columna formato de texto y vuelva a llenar los folios, o exporte como CSV.',
  },
  'id-altered': {
    sentence: 'Un identificador (folio) no está en su forma original: una hoja de cálculo lo cambió.',
    remedy: OTRA_VEZ,
  },
  'id-form': {
    sentence: 'Un identificador (folio) no tiene la forma que esta línea acordó.',
    remedy: OTRA_VEZ,
  },
  'dates-swapped': {
    sentence: 'En algunas fechas parecen invertidos el día y el mes, como los escribe un programa de otro país.',
    remedy: OTRA_VEZ,
  },
  'rows-hidden': {
    sentence: 'Las filas que oculta un filtro del libro se leen como las demás.',
    remedy: 'Quite el filtro y revíselas; borre las que no sean registros del mes.',
  },
  'row-repeated': {
    sentence: 'Una fila está dos veces en el archivo y se cuenta una sola vez.',
    remedy: 'No tiene que hacer nada, salvo que las dos filas debieran ser distintas.',
  },
  'sheet-hidden': {
    sentence: 'Una hoja oculta del libro tiene el nombre de una tabla; se lee como las demás.',
    remedy: 'Revísela: muéstrela si es la tabla; bórrela o cámbiele el nombre si no lo es.',
  },
  'name-unknown': {
    sentence: 'Una hoja o un archivo comprimido no tiene el nombre de ninguna tabla de la línea; se ignora.',
    remedy: 'Cámbiele el nombre si hay que leerlo.',
  },
};
