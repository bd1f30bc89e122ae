import { checkArrivalOrders } from '../test/steps/arrival-orders.ts';
import { checkEventOrders } from '../test/steps/event-orders.ts';
import { openMemoryFixture } from '../test/steps/memory-fixture.ts';
import { type Check, checked } from './check.ts';

/** One order in this many runs on the table and stores of one machine, which takes about eight times as long. */
const ONE_STATE_IN = 20;

/**
 * Delivers a month's events in `count` random orders, duplicated, to two workers at once, and ingests uploads in a
 * twentieth as many orders on the table and stores of one machine. Every order must end in the same figures.
 */
export async function orderChecks(count = 250): Promise<Check[]> {
  const states = Math.ceil(count / ONE_STATE_IN);
  const fixture = await openMemoryFixture();
  try {
    return [
      await checked(`${count} orders of events: the same facts and figures`, () =>
        checkEventOrders(fixture, { runs: count, seed: 20161 }),
      ),
      await checked(`${states} orders of uploads on one machine: the same figures`, () =>
        checkArrivalOrders({ runs: states, seed: 7 }),
      ),
    ];
  } finally {
    await fixture.close();
  }
}
