import { expect, it } from 'vitest';
import type { Decision } from '../../src/domain/decision.ts';
import type { Dispatch } from '../../src/domain/dispatch.ts';
import type { Month } from '../../src/domain/month.ts';
import { type HistoryEffects, newestSentRevision } from '../../src/steps/stakeholders/stakeholder-history.ts';

const MONTH = '2017-07' as Month;

/** A sheet with two approved revisions of an edition, and one message of each, in these states. */
function effectsOf(...states: readonly Dispatch['status'][]): HistoryEffects {
  const about = { sheet: 'a-sheet', month: MONTH, run: 'r', at: '2017-08-01T00:00:00.000Z' } as const;
  const decision = { ...about, verdict: 'approved', by: 'Ana', caller: null, reason: null, warnings: [], files: [] };
  const decisions = states.map(
    (_, index) => ({ ...decision, decision: index + 1, revision: index + 1, fingerprint: 'f' }) as unknown as Decision,
  );
  const message = { ...about, stakeholder: 'id', generation: 1, messageId: null, code: null, revoked: false };
  return {
    editions: { editionsOf: async () => [{ month: MONTH, revision: 2 }] as never, decisionsOf: async () => decisions },
    stakeholders: { all: async () => [] },
    dispatches: {
      get: async () => null,
      list: async (_sheet, _month, revision) => [{ ...message, revision, status: states[revision - 1] ?? 'failed' }],
    },
  };
}

it.each([
  ['sent', 'failed', 1],
  ['sent', 'released', 1],
  ['sent', 'sending', 2],
  ['failed', 'failed', null],
] as const)('a message that is %s, and of the correction %s: the newest that anyone may have is %s', async (...row) => {
  const [first, second, newest] = row;
  expect(await newestSentRevision(effectsOf(first, second), 'a-sheet', MONTH)).toBe(newest);
});
