import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Returns this process's identity as text for a file's name: `<pid>-<start>-<namespace>`. A pid alone is reused, in a
 * container at every start (it is 1); with the start time of the process, in ticks since the machine's start, it is
 * unique. Pids of another namespace (another container's) mean nothing here. Without /proc, start and namespace are 0.
 */
export const ownIdentity = (): string => `${process.pid}-${readStart('self') ?? 0}-${ownNamespace()}`;

/**
 * Whether the process of an identity is running; `unknown` if it was of another namespace, or the text is not an
 * identity.
 */
export function isRunning(identity: string): boolean | 'unknown' {
  const [, pid, start, namespace] = /^(\d+)-(\d+)-(\d+)$/u.exec(identity) ?? [];
  if (pid === undefined || start === undefined || namespace !== ownNamespace()) return 'unknown';
  const now = readStart(pid);
  return start === '0' || now === null ? exists(Number(pid)) : now === start;
}

/**
 * Returns the start of a process, the 22nd field of its stat; the 2nd is its name in brackets, which may contain
 * anything.
 */
function readStart(pid: string): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null; // no such process, or no /proc
  }
}

function ownNamespace(): string {
  try {
    return /\d+/u.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

/** Whether a process with this pid exists, whoever owns it. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
