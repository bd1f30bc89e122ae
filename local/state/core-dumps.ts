import { spawnSync } from 'node:child_process';

/**
 * Keeps a process, and what it starts from then on, from leaving its memory in a file when it crashes: it may hold the key and cells
 * of exports. Where the system has no `prlimit` (util-linux), nothing changes; docs/runbook.md says what does the same.
 */
export function forbidCoreDumps(pid: number = process.pid): void {
  if (process.platform === 'linux')
    spawnSync('prlimit', ['--pid', String(pid), '--core=0:0'], { stdio: 'ignore', timeout: 2000 });
}
