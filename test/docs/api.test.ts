import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPortalMachine, type PortalMachine } from '../browser/portal-machine.ts';
import { ROOT } from '../local/command-line.ts';
import { fragmentsOf, readDocument } from './document-blocks.ts';

let machine: PortalMachine;
let token: string;

beforeAll(async () => {
  machine = await openPortalMachine();
  token = await machine.makeToken();
  await cp(`${ROOT}samples/exports/nhth/2017-07/signals.csv`, machine.path('signals.csv'));
});
afterAll(() => machine.close());

it('every command of docs/api.md works as it is on the samples', async () => {
  const commands = fragmentsOf(readDocument('docs/api.md'), 'sh').join('');
  const script = `set -euo pipefail\n${commands.replace(/^PORTAL=.*$/mu, `PORTAL=${machine.origin}`)}`;
  const env = { ...process.env, TOKEN: token };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    cwd: machine.path(),
    env,
    maxBuffer: 32 * 1024 * 1024,
  });
  expect(commands.match(/^(?:\w+=\$\()?curl /gmu)?.length).toBeGreaterThanOrEqual(10);
  expect(stdout).toContain('"openapi":"3.1.0"');
  expect(stdout).toContain('"verdict":"rejected"');
  expect(stdout).toContain('"kind":"file-uploaded"');
  expect(stdout).toContain('"status":"accepted"');
});
