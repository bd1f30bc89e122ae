import { fold } from '../../../domain/codes.ts';

/** "Sheet", as spreadsheet programs and report writers call it in the languages of those who use them. */
const SHEET =
  'sheet|worksheet|hoja(?: de calculo)?|planilha|folha|pagina|feuil|feuille|tabelle|tabellenblatt|blatt|foglio|blad|ark|arkusz|list|munka|sayfa';

/** "Report", "export", "data", as reporting systems name the sheet of a report. */
const REPORT =
  'report|reporte|informe|relatorio|rapport|export|exported data|export worksheet|exportacion|exportar|data|datos|dados|donnees|results?|resultados?|query(?: results?)?|sql results|consulta|page|sheetjs|table|tabla|download|descarga|untitled|sin titulo|libro|book|workbook';

/** A number, date or mark of a copy behind the name: `1`, `_2`, ` (3)`, `1501578245123`, `-2017-07-31`. */
const GENERIC = new RegExp(`^(?:my |mi )?(?:${SHEET}|${REPORT})[\\s\\d_().,:-]*$`, 'u');

/** Whether a program named the sheet, not a person: `Sheet1`, `Hoja 1`, `report1501578245123`. */
export const isGenericSheetName = (name: string): boolean => GENERIC.test(fold(name));
