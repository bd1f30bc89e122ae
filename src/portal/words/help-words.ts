/** The words of the pages of help, which the foot of every page leads to. */
export interface HelpWords {
  readonly uploading: HelpPageWords & { readonly problems: string; readonly problemsLead: string };
  readonly api: HelpPageWords & { readonly document: string; readonly operations: string };
  readonly accessibility: HelpPageWords;
}

/** A page of help: its paragraphs, in order. */
export interface HelpPageWords {
  readonly title: string;
  readonly text: readonly string[];
}

export const HELP_EN: HelpWords = {
  uploading: {
    title: 'Help with uploading',
    text: [
      'Export the month from your system without opening it in a spreadsheet program: Excel drops leading zeros and rewrites dates. CSV, Excel (.xlsx) and zip files are read.',
      'Open the month under Exports and drop its files, or its folder, on the page. They are checked as an upload would be, and nothing is stored yet.',
      'Correct what the page lists, in your system or in the file, and drop the corrected file. Rows are counted as Excel counts them.',
      'Send the files that are ready, and wait until the page says that each is accepted. To take a file back, withdraw it on the page of the month.',
    ],
    problems: 'Problems and how to fix them',
    problemsLead: 'Everything that a check can find. The code helps whoever runs the portal.',
  },
  api: {
    title: 'API',
    text: [
      'Programs can do what these pages do. Make a token under Tokens, and send it with every request as Authorization: Bearer.',
    ],
    document: 'The OpenAPI document',
    operations: 'Operations',
  },
  accessibility: {
    title: 'Accessibility',
    text: [
      'These pages are made to meet WCAG 2.2, level AA. Every page can be used with the keyboard, at a width of 320 pixels, in light, dark and high-contrast colours, and without JavaScript, except for uploading.',
      'Automatic checks look for barriers on every page, in both languages, before each version. People who use screen readers or speech input have not tried the portal yet.',
      'The pages of a draft are drawn as pictures of PDF files; the link above each opens the PDF, whose text can be read aloud. Every chart has a table with the same numbers.',
      'If something keeps you from your work, report it to whoever runs the portal.',
    ],
  },
};

export const HELP_ES: HelpWords = {
  uploading: {
    title: 'Ayuda para subir archivos',
    text: [
      'Exporte el mes desde su sistema sin abrirlo en una hoja de cálculo: Excel quita los ceros iniciales y cambia las fechas. Se leen archivos CSV, de Excel (.xlsx) y zip.',
      'Abra el mes en Archivos y suelte en la página sus archivos o su carpeta. Se revisan igual que al subirlos, y todavía no se guarda nada.',
      'Corrija lo que indica la página, en su sistema o en el archivo, y suelte el archivo corregido. Las filas se cuentan como en Excel.',
      'Envíe los archivos que están listos y espere a que la página diga que cada uno está aceptado. Para quitar un archivo, retírelo en la página del mes.',
    ],
    problems: 'Problemas y cómo corregirlos',
    problemsLead: 'Todo lo que puede encontrar una revisión. El código sirve a quien administra el portal.',
  },
  api: {
    title: 'API',
    text: [
      'Los programas pueden hacer lo mismo que estas páginas. Cree un token en Tokens y envíelo en cada solicitud como Authorization: Bearer.',
    ],
    document: 'El documento OpenAPI',
    operations: 'Operaciones',
  },
  accessibility: {
    title: 'Accesibilidad',
    text: [
      'Estas páginas se hacen para cumplir las WCAG 2.2, nivel AA. Todas se pueden usar con el teclado, con 320 píxeles de ancho, con colores claros, oscuros o de alto contraste, y sin JavaScript, excepto para subir archivos.',
      'Antes de cada versión, una revisión automática busca barreras en todas las páginas y en los dos idiomas. Todavía no han probado el portal personas que usan lectores de pantalla o control por voz.',
      'Las páginas de un borrador se dibujan como imágenes de archivos PDF; el enlace que está arriba de cada una abre el PDF, cuyo texto se puede leer en voz alta. Cada gráfica tiene una tabla con los mismos números.',
      'Si algo le impide hacer su trabajo, avise a quien administra el portal.',
    ],
  },
};
