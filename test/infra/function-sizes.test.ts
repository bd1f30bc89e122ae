import { describe, expect, it } from 'vitest';
import { FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { readDocument, tableUnder } from '../docs/document-blocks.ts';

const COSTS = readDocument('docs/costs.md');

/** Reads a row of a table; every second measurement is the memory. */
const rowOf = ([name = '', size, timeout]: readonly string[], measured: readonly string[]) => ({
  name: /`([\w-]+)`/u.exec(name)?.[1] ?? name,
  size: Number(size),
  timeout: Number(timeout),
  mostMb: Math.max(...measured.filter((_, index) => index % 2 === 1).map(Number)),
});

const ROWS = [
  ...tableUnder(COSTS, 'What was measured').map((row) => rowOf(row, row.slice(3))),
  ...tableUnder(COSTS, 'Functions of the portal').map((row) => rowOf(row, row.slice(4))),
];

describe('docs/costs.md', () => {
  it.each(Object.entries(FUNCTION_SIZES))('has the size of %s, or says that it was not measured', (name, size) => {
    const row = ROWS.find((candidate) => candidate.name === name);
    if (row) expect(row).toMatchObject({ size: size.memory, timeout: size.timeout });
    else expect(/^Not measured: .*$/mu.exec(COSTS)?.[0]).toContain(`\`${name}\``);
  });

  it.each(ROWS)('leaves $name twice the memory measured on the largest month', ({ size, mostMb }) => {
    expect(mostMb).toBeGreaterThan(100);
    expect(2 * mostMb).toBeLessThan(size);
  });
});
