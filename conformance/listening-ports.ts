import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

/** Returns the TCP ports on which a process and its children listen (Linux, /proc). */
export function portsOf(pid: number): number[] {
  const sockets = new Set([pid, ...childrenOf(pid)].flatMap(socketsOf));
  const lines = ['tcp', 'tcp6'].flatMap((name) =>
    readFileSync(`/proc/net/${name}`, 'utf8').trim().split('\n').slice(1),
  );
  const fields = lines.map((line) => line.trim().split(/\s+/u));
  return fields
    .filter(({ 3: state, 9: inode }) => state === LISTENING && sockets.has(inode ?? ''))
    .map(({ 1: address = '' }) => Number.parseInt(address.split(':')[1] ?? '', 16));
}

const childrenOf = (pid: number): number[] =>
  tried(() => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'), '')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);

const socketsOf = (pid: number): string[] =>
  tried(() => readdirSync(`/proc/${pid}/fd`), []).flatMap((fd) => {
    const target = tried(() => readlinkSync(`/proc/${pid}/fd/${fd}`), '');
    return /^socket:\[(\d+)\]$/u.exec(target)?.[1] ?? [];
  });

/** Processes end and close files while they are inspected. */
function tried<Result>(look: () => Result, otherwise: Result): Result {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
