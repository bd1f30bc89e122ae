import { expect, it } from 'vitest';
import { writeUntilWon } from '../../src/domain/write-until-won.ts';

it('repeats an attempt until no other writer came first', async () => {
  let lost = 3;
  expect(await writeUntilWon(async () => (lost-- > 0 ? null : 'won'), 'the note', 'write it again')).toBe('won');
});

it('gives up after 20 lost races, and says what to do', async () => {
  let attempts = 0;
  const losing = async (): Promise<null> => {
    attempts++;
    return null;
  };
  await expect(writeUntilWon(losing, 'the note', 'write it again')).rejects.toMatchObject({
    name: 'StoreConflict',
    message: 'the note: other writers came first 20 times; write it again',
  });
  expect(attempts).toBe(20);
});
