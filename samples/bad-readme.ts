import type { BadFile } from './bad-file.ts';

/** Returns the README of the bad files: the problems that each file must produce. */
export function badReadme(files: readonly BadFile[]): string {
  return [
    '# Bad files',
    '',
    'One small file for every row of "What a bad file gets" in the export contract. All content is invented. This table and',
    'the files are made by `npm run ts -- samples/generate.ts`; the same expectations, for programs, are in `expected-problems.json`.',
    '',
    '    npx --no factsheets check samples/bad/id-empty.csv --hotline nhth --table cases --month 2016-03',
    '',
    'Records are numbered from 1, the heading line not counted; `-` is the entire file or row. The hotline of `several-values.csv` is',
    '`linea-145`; the hotline of all others is `nhth`.',
    '',
    '| file | table | outcome | problem | severity | record | column |',
    '|---|---|---|---|---|---|---|',
    ...files.flatMap(lines),
    '',
    '## Files in the wrong place',
    '',
    'A key names hotline, month and table, so these stand in a folder of exports of their own:',
    '',
    '    npx --no factsheets build --exports samples/bad/misplaced --sheet us-mexico-border --out out',
    '',
    '| file | outcome | problem |',
    '|---|---|---|',
    '| `misplaced/no-such-hotline/2016-03/cases.csv` | rejected | `no-such-hotline` |',
    '| `misplaced/nhth/2016-13/cases.csv` | rejected | `no-such-month` |',
    '| `misplaced/nhth/2016-03/people.csv` | rejected | `no-such-table` |',
    '| `misplaced/nhth/2016-03/cases.csv` and `cases.csv.gz` | the second one rejected | `second-object` |',
    '',
  ].join('\n');
}

function lines(file: BadFile): string[] {
  const start = `| \`${file.name}\` | ${file.table} | ${file.outcome} |`;
  if (file.problems.length === 0) return [`${start} none | - | - | - |`];
  return file.problems.map(
    ({ problem, severity, record, column }) =>
      `${start} \`${problem}\` | ${severity} | ${record ?? '-'} | ${column ?? '-'} |`,
  );
}
