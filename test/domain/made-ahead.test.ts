import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type AheadTable, aheadKey, keepMade, madeAhead } from '../../src/domain/made-ahead.ts';

describe('what is made ahead', () => {
  const make = vi.fn(() => ({ made: 'now' }));
  beforeEach(() => make.mockClear());

  it('is made now where no bundle made it', async () => {
    expect(await madeAhead({}, 'sheet', ['a'], make)).toEqual({ made: 'now' });
    expect(make).toHaveBeenCalledOnce();
  });

  it('stands in for what is made of the very same texts alone', async () => {
    const table: AheadTable = { [aheadKey('sheet', ['a', 'b'])]: () => '{"made":"ahead"}' };

    expect(await madeAhead(table, 'sheet', ['a', 'b'], make)).toEqual({ made: 'ahead' });
    expect(make).not.toHaveBeenCalled();
    for (const from of [['ab'], ['a', 'b', ''], ['b', 'a']])
      expect(await madeAhead(table, 'sheet', from, make)).toEqual({ made: 'now' });
    expect(await madeAhead(table, 'codes', ['a', 'b'], make)).toEqual({ made: 'now' });
  });

  it('is a fresh value each time, which whoever asked may change', async () => {
    const table: AheadTable = { [aheadKey('sheet', [])]: () => '{"made":"ahead"}' };
    const [first, second] = [await madeAhead(table, 'sheet', [], make), await madeAhead(table, 'sheet', [], make)];
    expect(first).not.toBe(second);
  });

  it('is kept for a bundle under the key it will be asked by', async () => {
    const kept = keepMade();
    await madeAhead({}, 'chart', ['kept'], make);
    expect(kept.get(aheadKey('chart', ['kept']))).toBe('{"made":"now"}');
  });
});
