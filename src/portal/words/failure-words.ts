import type { FailureName } from '../../domain/failure-names.ts';

/**
 * What each failure means for the person who meets it, and what to do. The failure's own message is in English and says
 * more; pages show it below, as a detail.
 */
export type FailureWords = Readonly<Record<FailureName, string>>;

export const FAILURES_EN: FailureWords = {
  WrongUsage: 'What was asked for does not exist, or is written in another way. Check it and try again.',
  DefinitionInvalid:
    'A file with the definitions of a hotline or a sheet has an error. Inform whoever runs the portal: the error is in that file.',
  DefinitionChanged:
    'The definitions of the sheet have changed since the revision was made. Review the newest revision, or ask whoever runs the portal.',
  ExportUnreadable: 'The file cannot be read, or is not the one that was checked. Check it again, then send it.',
  KeyMismatch: 'The key of this state is another one. Inform whoever runs the portal; nothing was changed.',
  FormatMismatch: 'The state belongs to another version of the program. Inform whoever runs the portal.',
  StateChanged:
    'The stored data are older than their record, or were changed from outside. Nothing was done. Inform whoever runs the portal.',
  FactsChanged: 'Stored data are missing or differ from those that were accepted. Inform whoever runs the portal.',
  ReportChanged:
    'A page differs from the one that was approved, or is missing. Nothing was sent. Inform whoever runs the portal.',
  CanaryFailed: 'The daily test of the deployment failed. Inform whoever runs the portal.',
  StoreConflict: 'Others changed the same thing at the same time. Try again in a moment.',
  DecisionRefused: 'The rules do not allow this now. Look at the page as it is now.',
  StakeholdersInvalid: 'The list has errors. Correct them and try again; nothing was stored.',
  ScheduleInvalid: 'The configuration of schedules or mail has an error. Inform whoever runs the portal.',
  DistributionUnfinished: 'The run ended before everyone had the message. Start it again: no one gets a message twice.',
  FigureUnknown: 'A text or a chart names a figure that the sheet does not have. Inform whoever runs the portal.',
  TextTooLong: 'A text does not fit its place on the page. Inform whoever runs the portal.',
  IdentityUnavailable: 'The sign-in service does not answer. Try again in a few minutes.',
  SuppressionImpossible: 'These figures cannot be printed without revealing people. Inform whoever runs the portal.',
};

export const FAILURES_ES: FailureWords = {
  WrongUsage: 'Lo que se pidió no existe o está escrito de otra forma. Revíselo e inténtelo de nuevo.',
  DefinitionInvalid:
    'Un archivo con las definiciones de una línea o de una hoja tiene un error. Avise a quien administra el portal: el error está en ese archivo.',
  DefinitionChanged:
    'Las definiciones de la hoja cambiaron después de crear la revisión. Revise la revisión más reciente o consulte a quien administra el portal.',
  ExportUnreadable: 'El archivo no se puede leer, o no es el que se revisó. Revíselo otra vez y después envíelo.',
  KeyMismatch: 'La clave de estos datos es otra. Avise a quien administra el portal; no se cambió nada.',
  FormatMismatch: 'Los datos son de otra versión del programa. Avise a quien administra el portal.',
  StateChanged:
    'Los datos guardados son más antiguos que su registro, o alguien los cambió desde fuera. No se hizo nada. Avise a quien administra el portal.',
  FactsChanged: 'Faltan datos guardados, o no son los que se aceptaron. Avise a quien administra el portal.',
  ReportChanged: 'Una página falta o no es la que se aprobó. No se envió nada. Avise a quien administra el portal.',
  CanaryFailed: 'La prueba diaria de la instalación falló. Avise a quien administra el portal.',
  StoreConflict: 'Otras personas cambiaron lo mismo al mismo tiempo. Inténtelo de nuevo en un momento.',
  DecisionRefused: 'Las reglas no lo permiten ahora. Vea la página como está ahora.',
  StakeholdersInvalid: 'La lista tiene errores. Corríjalos e inténtelo de nuevo; no se guardó nada.',
  ScheduleInvalid: 'La configuración del calendario o del correo tiene un error. Avise a quien administra el portal.',
  DistributionUnfinished:
    'El envío terminó antes de que todas las personas tuvieran el mensaje. Inícielo otra vez: nadie recibe un mensaje dos veces.',
  FigureUnknown: 'Un texto o una gráfica nombra una cifra que la hoja no tiene. Avise a quien administra el portal.',
  TextTooLong: 'Un texto no cabe en su lugar de la página. Avise a quien administra el portal.',
  IdentityUnavailable: 'El servicio de inicio de sesión no responde. Inténtelo de nuevo en unos minutos.',
  SuppressionImpossible:
    'Estas cifras no se pueden publicar sin revelar datos de personas. Avise a quien administra el portal.',
};
