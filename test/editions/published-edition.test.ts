import { expect, it } from 'vitest';
import type { Day, Month } from '../../src/domain/month.ts';
import type { Revision } from '../../src/domain/revision.ts';
import { figuresJson } from '../../src/editions/data-annex.ts';
import { revisionFingerprint } from '../../src/editions/fingerprint.ts';
import { publishedEdition } from '../../src/editions/published-edition.ts';
import { readAnnex } from '../../src/editions/read-annex.ts';

const month = '2017-07' as Month;
const revision: Revision = {
  ...{ sheet: 's', month, revision: 1, fingerprint: 'f', from: '2017-07-01' as Day, through: '2017-07-31' as Day },
  ...{ complete: true, missing: [], threshold: 10, madeAt: '2017-08-01T00:00:00Z' },
  generatedFrom: [{ hotline: 'nhth', month, table: 'cases', sha256: 'ab'.repeat(32) }],
  orphans: { victims: 0, traffickers: 0 },
  versions: { sheet: 'v', hotlines: {}, idKey: 'k', program: '1' },
};

it('publishes undated records rounded down, in another fingerprint, and nothing where there are none', () => {
  const excluded = (cases: number) => [
    {
      ...{ hotline: 'nhth', copies: 0, people: 0, orphans: { victims: 0, traffickers: 0 }, orphansByMonth: [] },
      undated: { signals: 0, cases },
    },
  ];
  const annex = figuresJson(publishedEdition({ ...revision, excluded: excluded(37) }, []));
  expect(JSON.parse(annex).undated).toEqual({ cases: 30 });
  expect(readAnnex(annex, month)?.undated).toEqual({ cases: 30 });
  const plain = figuresJson(publishedEdition({ ...revision, excluded: excluded(0) }, []));
  expect(plain).toBe(figuresJson(publishedEdition(revision, [])));
  const fingerprint = (cases: number) => revisionFingerprint({ ...revision, figures: [], excluded: excluded(cases) });
  expect(fingerprint(0)).toBe(revisionFingerprint({ ...revision, figures: [] }));
  expect(new Set([fingerprint(0), fingerprint(37), fingerprint(39), fingerprint(40)]).size).toBe(3);
});

it('publishes which exports are counted, and no hash of their bytes', () => {
  const annex = figuresJson(publishedEdition(revision, []));
  expect(JSON.parse(annex).generatedFrom).toEqual([{ hotline: 'nhth', month, table: 'cases' }]);
  expect(annex).not.toMatch(/[0-9a-f]{64}/u);
});
