/** How many months are worked at a time; each has a reader of its own. */
const WORKERS = 2;

/**
 * Does something with every key. Months go side by side, the keys of one month in their order: which of two objects for one
 * table is the first must not be a race.
 */
export async function inMonths(keys: readonly string[], work: (key: string) => Promise<void>): Promise<void> {
  const waiting = [...monthsOf(keys).values()];
  const worker = async (): Promise<void> => {
    for (let month = waiting.shift(); month; month = waiting.shift()) for (const key of month) await work(key);
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
}

function monthsOf(keys: readonly string[]): Map<string, string[]> {
  const months = new Map<string, string[]>();
  for (const key of keys) {
    const month = key.split('/').slice(0, 3).join('/');
    months.set(month, [...(months.get(month) ?? []), key]);
  }
  return months;
}
