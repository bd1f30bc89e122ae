// Watches its own process from a separate thread, because the reading thread may be in an infinite loop. Kills the
// process when a reading exceeds its memory or processor time limit, or when the parent process has ended.
import { parentPort, workerData } from 'node:worker_threads';

const { memoryBytes, everyMs, parentId } = workerData;
/** The processor time at which the current reading has exceeded its limit; null between two readings. */
let endsAt = null;

const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Receives the limit of the reading that begins now, in milliseconds of processor time; null when it has ended. */
parentPort.on('message', (budgetMs) => {
  endsAt = budgetMs === null ? null : processorMs() + budgetMs;
});

const takesTooMuch = () => endsAt !== null && (process.memoryUsage.rss() > memoryBytes || processorMs() > endsAt);

setInterval(() => {
  if (takesTooMuch() || process.ppid !== parentId) process.kill(process.pid, 'SIGKILL');
}, everyMs);
