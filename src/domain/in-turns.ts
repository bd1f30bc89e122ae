/** Works on items, a number of them at a time, in their order. */
export async function inTurns<Item>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const turn = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, atATime) }, turn));
}

/** Works on items, a number of them at a time, and returns the results in the order of the items. */
export async function resultsInTurns<Item, Result>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  await inTurns([...items.entries()], atATime, async ([index, item]) => {
    results[index] = await work(item);
  });
  return results;
}
