import { describe, expect, it } from 'vitest';
import { describeError, eventLine, textReporter } from '../../../local/pipeline/reporter.ts';
import type { DomainEvent } from '../../../src/domain/event.ts';
import { Failure } from '../../../src/domain/failure.ts';

const upload = { key: 'exports/nhth/2016-05/report.xlsx', hotline: 'nhth', month: '2016-05' };
const table = (name: string | null, records: number, warnings = 0, reason: string | null = null) => ({
  table: name,
  records,
  warnings,
  reason,
});
const edition = { sheet: 'us-mexico-border', month: '2016-05', revision: 2 };
const EVENTS: readonly (readonly [DomainEvent, string])[] = [
  [
    {
      name: 'ExportAccepted',
      detail: { ...upload, sha256: 'a', tables: [table('cases', 1200, 1), table(null, 0, 2)], unusual: [] },
    },
    'ExportAccepted exports/nhth/2016-05/report.xlsx: cases 1,200 records, 1 warning; besides, 2 warnings',
  ],
  [
    {
      name: 'ExportAccepted',
      detail: {
        ...upload,
        sha256: 'a',
        tables: [table('cases', 12)],
        unusual: [{ kind: 'records', hotline: 'nhth', month: '2016-05', table: 'cases', before: 31, now: 12 }],
      },
    },
    'ExportAccepted exports/nhth/2016-05/report.xlsx: cases 12 records; unusual: cases has 12 records, where the months before have about 31',
  ],
  [
    {
      name: 'ExportRejected',
      detail: { ...upload, sha256: null, tables: [table('cases', 3, 0, '1 record is in error')] },
    },
    'ExportRejected exports/nhth/2016-05/report.xlsx: cases: 1 record is in error',
  ],
  [
    { name: 'ExportWithdrawn', detail: upload },
    'ExportWithdrawn exports/nhth/2016-05/report.xlsx: its records no longer count',
  ],
  [
    {
      name: 'RevisionReady',
      detail: {
        ...edition,
        complete: true,
        missing: [],
        missingCount: 0,
        orphans: [],
        corrects: null,
        totals: {},
        files: [],
      },
    },
    'RevisionReady us-mexico-border 2016-05, revision 2: complete',
  ],
  [
    {
      name: 'RevisionReady',
      detail: {
        ...edition,
        complete: true,
        missing: [],
        missingCount: 0,
        orphans: [
          { hotline: 'nhth', victims: 1, traffickers: 0, people: 300 },
          { hotline: 'linea-nacional', victims: 42, traffickers: 50, people: 1200 },
        ],
        corrects: null,
        totals: {},
        files: [],
      },
    },
    'RevisionReady us-mexico-border 2016-05, revision 2: complete; people whose case is not in the exports, not counted: nhth: 1 of 300 people, linea-nacional: 92 of 1,200 people; warning: 92 of the 1,200 people in the exports of linea-nacional belong to a case that is not in them, so they are not counted: compare the case numbers in its files',
  ],
  [
    { name: 'RevisionApproved', detail: { ...edition, by: 'a.reviewer' } },
    'RevisionApproved sheet us-mexico-border, month 2016-05, revision 2, by a.reviewer',
  ],
];

describe('what start prints', () => {
  it.each(EVENTS)('%j is one line', (event, line) => {
    expect(eventLine(event)).toBe(line);
  });

  it('names a failure and its heading in the runbook', () => {
    const lines: string[] = [];
    const reporter = textReporter({ out: (line) => void lines.push(line), err: () => undefined, watched: false });
    reporter.failure('linea-145', new Failure('DefinitionInvalid', 'templates/linea-145/sheet.json is no JSON'));
    expect(lines).toEqual([
      'failed linea-145: DefinitionInvalid: templates/linea-145/sheet.json is no JSON (docs/runbook.md#definitioninvalid)',
    ]);
  });

  it('says that a revision stays where no figure changes, and that an upload that counted nowhere is gone', () => {
    const lines: string[] = [];
    const reporter = textReporter({ out: (line) => void lines.push(line), err: () => undefined, watched: false });
    reporter.pages({ ...edition, isNew: false, files: ['out/us-mexico-border.en.pdf'] });
    reporter.gone('exports/nhth/cases.csv');
    expect(lines).toEqual([
      'us-mexico-border 2016-05: no figure changes; revision 2 stays',
      'removed exports/nhth/cases.csv: it was not counted, so nothing changes',
    ]);
  });

  it('names the files of problems of an upload', () => {
    const lines: string[] = [];
    const reporter = textReporter({ out: (line) => void lines.push(line), err: () => undefined, watched: false });
    reporter.problems('exports/nhth/2016-05/cases.csv', ['state/problems/nhth/2016-05/cases.csv/problems.csv']);
    expect(lines).toEqual([
      '  all its problems, with their values: state/problems/nhth/2016-05/cases.csv/problems.csv',
    ]);
  });

  it('says of an error that is no failure only its name and place, for its message may quote a cell', () => {
    const described = describeError(new TypeError('cannot read "a narrative"'));
    expect(described).toMatchObject({ name: 'TypeError', runbook: 'docs/runbook.md#exit-code-1' });
    expect(described.message).toMatch(/^unexpected at .*reporter\.test\.ts/u);
    expect(JSON.stringify(described)).not.toContain('narrative');
  });
});
