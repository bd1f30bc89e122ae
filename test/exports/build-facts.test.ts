import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Engine } from '../../src/domain/engine.ts';
import { parseMonth } from '../../src/domain/month.ts';
import { readExport } from '../../src/exports/read-export.ts';
import { keeping, nhth, readerFixture, VICTIMS } from './reader-fixture.ts';

const { engine } = readerFixture();

/** Returns an engine that loses the code of a cell before facts are built. */
function losing(cell: string): Engine {
  const { run, rows, ...others } = engine();
  return {
    ...others,
    run,
    async rows(sql, parameters) {
      const entries = /^\s*COPY [\s\S]*?(\w+_entries)/u.exec(sql)?.[1];
      if (entries) await run(`DELETE FROM ${entries} WHERE c0 = ?`, [cell]);
      return rows(sql, parameters);
    },
  };
}

it('keeps nothing rather than lose a record between its cells and their codes', async () => {
  const path = join(engine().folder, 'upload');
  await writeFile(path, `${VICTIMS}\nV1,A1,Male,Adult,Mexico\nV2,A1,Female,Adult,Mexico\n`);
  const upload = { key: 'victims.csv', month: parseMonth('2017-07'), path };
  const [whole] = await readExport(engine(), upload, nhth, keeping);
  expect(whole?.facts[0]?.rows).toBe(2);
  await expect(readExport(losing('Female'), upload, nhth, keeping)).rejects.toThrow(
    '2 records of victims became 1 facts',
  );
});
