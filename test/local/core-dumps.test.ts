import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { forbidCoreDumps } from '../../local/state/permissions.ts';

const hasPrlimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

it.runIf(hasPrlimit)('keeps a process and its children from leaving their memory in a file', async () => {
  const shell = spawn('sh', ['-c', 'ulimit -c unlimited 2>/dev/null; read line; cat /proc/self/limits; read line'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  try {
    forbidCoreDumps(shell.pid);
    expect(await readFile(`/proc/${shell.pid}/limits`, 'utf8')).toMatch(/^Max core file size +0 +0 /mu);
    const printed = new Promise<string>((resolve) => shell.stdout.once('data', (chunk) => resolve(String(chunk))));
    shell.stdin.write('go\n');
    expect(await printed).toMatch(/^Max core file size +0 +0 /mu);
  } finally {
    shell.kill();
  }
});
