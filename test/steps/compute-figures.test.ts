import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import { revisionFingerprint } from '../../src/editions/fingerprint.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { approvalOf, casesCsv, keyOf, openStateFixture, type StateFixture } from './state-fixture.ts';

let fixture: StateFixture;
beforeEach(async () => {
  fixture = await openStateFixture();
});
afterEach(() => fixture.close());

const MAY = 'nhth/2016-05/cases.csv';
const many = (count: number, month = '2016-05') =>
  Array.from({ length: count }, (_, at): [string, string] => [`C${at}`, `${month}-02`]);

async function deliver(path: string, content: string): Promise<void> {
  await fixture.upload(path, content);
  await fixture.ingest(path);
}

describe('computing figures', () => {
  it('makes no further revision while nothing printed changes', async () => {
    await deliver(MAY, casesCsv(...many(12)));
    const first = await fixture.compute('2016-05');
    expect(first).toMatchObject({ made: true, revision: { revision: 1, through: '2016-05-31', from: '2015-09-30' } });
    expect(await fixture.compute('2016-05')).toMatchObject({ made: false, revision: { revision: 1 } });
    await deliver(MAY, casesCsv(...many(12).reverse()));
    expect(await fixture.compute('2016-05')).toMatchObject({ made: false });
  });

  it('makes a new revision when a figure changes, and keeps the old one as it was', async () => {
    await deliver(MAY, casesCsv(...many(12)));
    const { revision } = await fixture.compute('2016-05');
    const figures = await fixture.effects.editions.figuresOf('us-mexico-border', revision.fingerprint);
    await deliver(MAY, casesCsv(...many(13)));
    expect(await fixture.compute('2016-05')).toMatchObject({ made: true, revision: { revision: 2 } });
    expect(await fixture.effects.editions.figuresOf('us-mexico-border', revision.fingerprint)).toEqual(figures);
  });

  it('goes back to an earlier state as a further revision', async () => {
    for (const count of [12, 13, 12]) {
      await deliver(MAY, casesCsv(...many(count)));
      await fixture.compute('2016-05');
    }
    const revisions = await fixture.effects.editions.revisionsOf('us-mexico-border', '2016-05' as Month);
    expect(revisions.map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(revisions[2]?.fingerprint).toBe(revisions[0]?.fingerprint);
  });

  it('names what is missing, and which exports it counts with their hashes', async () => {
    await deliver(MAY, casesCsv(...many(12)));
    const { revision } = await fixture.compute('2016-05');
    expect(revision.complete).toBe(false);
    expect(revision.missing).toHaveLength(9 * 8 - 1);
    expect(revision.missing[0]).toEqual({ hotline: 'nhth', month: '2015-09', table: 'signals' });
    expect(revision.generatedFrom).toEqual([
      { hotline: 'nhth', month: '2016-05', table: 'cases', sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    ]);
  });

  it('keeps exact figures for reviewers and the same figures as printed', async () => {
    await deliver(MAY, casesCsv(...many(7)));
    const { revision } = await fixture.compute('2016-05');
    const figures = await fixture.effects.editions.figuresOf('us-mexico-border', revision.fingerprint);
    const cases = figures.find(({ counted }) => counted.id === 'cases');
    expect(cases).toMatchObject({ counted: { total: 7 }, printed: { total: null } });
    expect(figures.map(({ counted }) => counted.id)).toEqual(fixture.sheet.figures.map(({ id }) => id));
  });

  it('says which approved revision it corrects, once the figures differ from the approved ones', async () => {
    await deliver(MAY, casesCsv(...many(12)));
    const { revision } = await fixture.compute('2016-05');
    const approval = approvalOf('2016-05', revision.revision);
    const { editions } = fixture.effects;
    expect(await editions.decide(approval)).toBe(true);
    expect(await editions.decide({ ...approval, by: 'Another' })).toBe(false);
    await deliver(MAY, casesCsv(...many(30)));
    const corrected = await fixture.compute('2016-05');
    expect(corrected.revision.corrects).toEqual({ revision: 1, approvedOn: '2016-06-15' });
  });

  describe('stored by a version whose counts had the key `exhaustive`', () => {
    const id = 'us-mexico-border';

    async function storeAsBefore(): Promise<void> {
      await deliver(MAY, casesCsv(...many(12)));
      const { revision } = await fixture.compute('2016-05');
      const { editions } = fixture.effects;
      const figures = (await editions.figuresOf(id, revision.fingerprint)).map(({ counted, printed }) => {
        const before = { ...counted, exhaustive: false };
        return { counted: before, printed };
      });
      const fingerprint = revisionFingerprint({ ...revision, figures });
      expect(fingerprint).not.toBe(revision.fingerprint);
      await editions.putFigures(id, fingerprint, figures);
      expect(await editions.makeCurrent({ ...revision, revision: 2, fingerprint })).toBe(true);
    }

    it('an approved edition keeps its revision', async () => {
      await storeAsBefore();
      expect(await fixture.effects.editions.decide(approvalOf('2016-05', 2))).toBe(true);
      expect(await fixture.compute('2016-05')).toMatchObject({ made: false, revision: { revision: 2 } });
    });

    it('so does an older edition that is not approved', async () => {
      await storeAsBefore();
      const computed = await computeFigures(fixture.effects, fixture.definitions, {
        sheet: fixture.sheet,
        month: '2016-05' as Month,
        isNewest: false,
      });
      expect(computed).toMatchObject({ made: false, revision: { revision: 2 } });
    });
  });

  it('refuses exports hashed with another key', async () => {
    await deliver(MAY, casesCsv(...many(12)));
    const other = { ...fixture.effects, hashKey: keyOf('cd') };
    await expect(fixture.compute('2016-05', other)).rejects.toMatchObject({
      name: 'KeyMismatch',
      message: expect.stringMatching(/nhth 2016-05 cases/),
    });
    expect((await fixture.ingest(MAY, other)).status).toBe('accepted');
    expect(await fixture.compute('2016-05', other)).toMatchObject({ made: true });
  });

  it('lists the editions of a sheet', async () => {
    await deliver(MAY, casesCsv(...many(12)));
    await fixture.compute('2016-06');
    await fixture.compute('2016-05');
    expect(await fixture.effects.editions.editionsOf('us-mexico-border')).toEqual([
      { month: '2016-05', asked: false },
      { month: '2016-06', asked: false },
    ]);
  });
});

describe('a fingerprint', () => {
  const content = {
    figures: [],
    complete: true,
    missing: [],
    threshold: 10,
    versions: { sheet: 's', hotlines: { a: '1', b: '2' }, idKey: 'k', program: '1' },
  };

  it('is the same for equal contents, whatever the order of keys and the program’s version', () => {
    const versions = { program: '2', idKey: 'k', hotlines: { b: '2', a: '1' }, sheet: 's' };
    expect(revisionFingerprint({ ...content, versions })).toBe(revisionFingerprint(content));
  });

  it('differs with threshold, completeness, sheet and mapping', () => {
    const others = [
      { ...content, threshold: 11 },
      { ...content, complete: false },
      { ...content, versions: { ...content.versions, sheet: 't' } },
      { ...content, versions: { ...content.versions, hotlines: { a: '1', b: '3' } } },
    ];
    expect(new Set([content, ...others].map(revisionFingerprint)).size).toBe(5);
  });
});
