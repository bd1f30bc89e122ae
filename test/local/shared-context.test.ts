import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SharedContext } from '../../local/pipeline/shared-context.ts';

/** Returns a context that counts how many are open at once, and refuses a second one as the state's lock does. */
function counted() {
  const seen = { opened: 0, open: 0, most: 0 };
  const open = async () => {
    seen.opened++;
    seen.open++;
    seen.most = Math.max(seen.most, seen.open);
    await setTimeout(5);
    return {
      close: async () => {
        await setTimeout(5);
        seen.open--;
      },
    };
  };
  return { seen, open };
}

describe('a shared context', () => {
  it('opens once for users that come at the same time, and closes after the last', async () => {
    const { seen, open } = counted();
    const shared = new SharedContext(open, () => 1, 0);
    await Promise.all([1, 2, 3, 4, 5].map((ms) => shared.use(() => setTimeout(ms))));
    expect(seen).toEqual({ opened: 1, open: 0, most: 1 });
  });

  it('stays open for a moment, and is closed when that is over', async () => {
    const { seen, open } = counted();
    const shared = new SharedContext(open, () => 1, 40);
    await shared.use(async () => undefined);
    await shared.use(async () => undefined);
    expect(seen).toEqual({ opened: 1, open: 1, most: 1 });
    await setTimeout(90);
    expect(seen.open).toBe(0);
    await shared.use(async () => undefined);
    await shared.close();
    expect(seen).toEqual({ opened: 2, open: 0, most: 1 });
  });

  it('is opened with a new version only after those who use the old one', async () => {
    const { seen, open } = counted();
    let version = 1;
    const shared = new SharedContext(open, () => version, 40);
    const slow = shared.use(() => setTimeout(30));
    await setTimeout(10);
    version = 2;
    await Promise.all([slow, shared.use(async () => undefined)]);
    await shared.close();
    expect(seen).toEqual({ opened: 2, open: 0, most: 1 });
  });

  it('gives what fails to the one whose work it was, and works on', async () => {
    let failing = true;
    const { seen, open } = counted();
    const shared = new SharedContext(
      () => (failing ? Promise.reject(new Error('locked')) : open()),
      () => 1,
      0,
    );
    await expect(shared.use(async () => 1)).rejects.toThrow('locked');
    failing = false;
    await expect(shared.use(() => Promise.reject(new Error('work')))).rejects.toThrow('work');
    await expect(shared.use(async () => 2)).resolves.toBe(2);
    expect(seen.open).toBe(0);
  });
});
