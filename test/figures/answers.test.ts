import { expect, it } from 'vitest';
import { askOnce } from '../../src/figures/answers.ts';

it('passes each question to the engine once, and gives its answer to all who ask', async () => {
  const passed: string[] = [];
  const engine = askOnce({
    rows: async (question) => {
      passed.push(question);
      return [{ total: passed.length }];
    },
  });
  const answers = [];
  for (const question of ['victims', 'cases', 'victims']) answers.push(await engine.rows(question));
  expect(passed).toEqual(['victims', 'cases']);
  expect(answers).toEqual([[{ total: 1 }], [{ total: 2 }], [{ total: 1 }]]);
});
