// Watches the process it runs in, from a thread of its own, for the thread that reads may be in a loop that never ends. It kills the
// process when reading takes more memory or processor time than it may, and when the process that asked for it is gone.
import { parentPort, workerData } from 'node:worker_threads';

const { memoryBytes, everyMs, parentId } = workerData;
/** The processor time at which the reading that runs has taken too much; null between two readings. */
let endsAt = null;

const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** How many milliseconds of processor the reading that begins now may take; null when it has ended. */
parentPort.on('message', (budgetMs) => {
  endsAt = budgetMs === null ? null : processorMs() + budgetMs;
});

const takesTooMuch = () => endsAt !== null && (process.memoryUsage.rss() > memoryBytes || processorMs() > endsAt);

setInterval(() => {
  if (takesTooMuch() || process.ppid !== parentId) process.kill(process.pid, 'SIGKILL');
}, everyMs);
