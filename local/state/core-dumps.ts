import { spawnSync } from 'node:child_process';

/**
 * Prevents a process, and those it starts later, from writing core dumps: they may contain the key and cells of
 * exports. Without `prlimit` (util-linux) this does nothing; docs/runbook.md describes the alternative.
 */
export function forbidCoreDumps(pid: number = process.pid): void {
  if (process.platform === 'linux')
    spawnSync('prlimit', ['--pid', String(pid), '--core=0:0'], { stdio: 'ignore', timeout: 2000 });
}
