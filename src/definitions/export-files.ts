import { TABLES } from '../domain/tables.ts';
import { foldName } from '../domain/text/name-pattern.ts';
import type { MappingContext } from './column-mapping.ts';
import type { ExportFile, TableMapping } from './hotline.ts';
import { linkRow, tableMappings } from './table-mappings.ts';

/** Normalises the files of a hotline. Refuses two files with one name, and a file without tables. */
export function exportFiles(context: MappingContext): ExportFile[] {
  checkNames(context);
  return Object.entries(context.definition.files).map(([stem, definition]): ExportFile => {
    const { tables, every, cumulative, names = [], headingRow = 'first', headingLines } = definition;
    const at = `files.${stem}`;
    const mapped = TABLES.flatMap((table) => {
      const mapping = tables[table];
      return mapping ? tableMappings(context, `${at}.tables.${table}`, table, mapping) : [];
    });
    if (mapped.length === 0) context.refuse(`${at}.tables`, `does not name a table; allowed: ${TABLES.join(', ')}`);
    if (cumulative) for (const mapping of mapped) checkCumulative(context, stem, mapping);
    const linked = mapped.map((mapping) => linkRow(context, `${at}.tables.${mapping.table}`, mapping, mapped));
    return { stem, names, headingRow, headingLines, every, cumulative, tables: linked };
  });
}

function checkNames({ definition, refuse }: MappingContext): void {
  const stems = new Map<string, string>();
  for (const [stem, { names = [] }] of Object.entries(definition.files)) {
    for (const name of new Set([stem, ...names].map(foldName))) {
      const other = stems.get(name);
      if (other !== undefined) refuse(`files.${stem}`, `has the same name as "${other}"`);
      if (name.replaceAll('*', '').trim() === '')
        refuse(`files.${stem}.names`, `"${name}" is the name of every file; give more than "*"`);
      stems.set(name, stem);
    }
  }
}

/** Without ids, the records that a later upload repeats would count twice. */
function checkCumulative({ refuse }: MappingContext, stem: string, { table, columns }: TableMapping): void {
  const own = columns.find(({ column }) => column.holds === 'own-id');
  if (own?.origin.from === 'cells' || own?.origin.from === 'joined') return;
  const example = `"${own?.column.name}": { "heading": "..." }`;
  const repeated = 'each upload repeats earlier records, and only an id shows which they are';
  refuse(
    `files.${stem}.cumulative`,
    `${table} has no id: ${repeated}; name it (${example}), or set cumulative to false`,
  );
}
