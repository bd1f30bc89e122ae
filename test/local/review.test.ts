import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCases, run, scratch } from './command-line.ts';

const EDITION = ['us-mexico-border', '2015-10'];
let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];

beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await buildCases(folder.path, 30);
});
afterAll(() => folder.remove());

describe('reviewing on the command line', () => {
  it('goes from a draft to an approved revision, a correction and its approval', async () => {
    expect((await run('editions', ...state)).out).toMatch(
      /^us-mexico-border 2015-10 {2}revision 1, incomplete, to be reviewed\nnext distribution of us-mexico-border: \d+ \w+ 20\d\d, 09:00 America\/Mexico_City$/u,
    );
    const review = await run('review', ...EDITION, ...state);
    expect(review.code).toBe(2);
    expect(review.out).toMatch(/cases +- +30\n/u);
    expect(review.out).toMatch(/ {2}cases-by-state US-TX +- +30 +25 to 49\n/u);
    expect(review.out).not.toMatch(/class|fewer than k/u);
    expect(review.out).toContain('missing nhth 2015-09 signals');
    expect(review.out).toContain('approving it needs a reason:\n  15 exports are missing');
    const approve = ['approve', ...EDITION, '--revision', '1', '--by', 'Ana', ...state];
    expect(await run(...approve)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/needs a reason: it is incomplete/),
    });
    const approved = await run(...approve, '--reason', 'no other calls');
    expect(approved).toMatchObject({ code: 0, out: expect.stringContaining('despite: 15 exports are missing') });
    await buildCases(folder.path, 37);
    const listed = await run('editions', 'us-mexico-border', ...state);
    expect(listed.out).toContain('revision 2, incomplete, to be reviewed; readers have revision 1');
    const again = await run('review', ...EDITION, ...state);
    expect(again.out).toContain('its pages say that it corrects revision 1');
    expect(again.out).toMatch(/cases +30 +37 +! \+7\n/u);
    expect(again.out).toMatch(/ {2}cases-by-state US-TX +30 +37 +! \+7 {2}25 to 49\n/u);
    expect(again.out).toContain('readers can subtract changes of fewer than 10 from 2015-10, revision 1:');
    expect(again.out).toMatch(
      /\d+ numbers differ by less than the sheet's threshold from those of 2015-10, revision 1/u,
    );
    expect(again.out).toContain('corrected nhth 2015-10 cases');
    expect(again.out).not.toContain('behind the exports');
    const rejected = await run(
      'reject',
      ...EDITION,
      '--revision',
      '2',
      '--by',
      'Bo',
      '--reason',
      'seven more?',
      ...state,
    );
    expect(rejected.out).toBe('us-mexico-border 2015-10, revision 2: rejected by Bo');
    const json = JSON.parse((await run('review', ...EDITION, ...state, '--json')).out);
    expect(json.decisions).toHaveLength(2);
    expect(json.warnings.map(({ kind }: { kind: string }) => kind)).toEqual([
      'incomplete',
      'small-changes',
      'rejected',
    ]);
  });

  it.each([
    [['review', 'us-mexico-border', '2015-13', '--state', 'x'], /name a sheet and a month/],
    [['review', ...EDITION], /--state: state does not contain a state; factsheets build --state creates one/],
    [
      ['review', ...EDITION, '--state', '/nowhere'],
      /\/nowhere does not contain a state; factsheets build --state creates one/,
    ],
    [['approve', ...EDITION, '--by', 'Ana', '--state', 'x'], /--revision must be a whole number, 1 or more/],
    [['approve', ...EDITION, '--revision', '1', '--state', 'x'], /--by is missing: the name of the person who decides/],
  ])('reports a mistake in one line: %j', async (argv, message) => {
    expect(await run(...argv)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });

  it('names the editions there are when asked for another', async () => {
    const { err } = await run('review', 'us-mexico-border', '2016-01', ...state);
    expect(err).toContain('us-mexico-border has no edition 2016-01; there are 2015-10');
  });
});
