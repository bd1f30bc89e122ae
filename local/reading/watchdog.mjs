// Watches the process it runs in, from a thread of its own, for the thread that reads may be in a loop that never ends. It kills the
// process when reading takes more memory or processor time than it may, and when the process that asked for it is gone.
import { parentPort, workerData } from 'node:worker_threads';

const { memoryBytes, everyMs, parentId } = workerData;
let endsAt = Number.POSITIVE_INFINITY;

const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** How many milliseconds of processor the reading that begins now may take; null ends it. */
parentPort.on('message', (budgetMs) => {
  endsAt = budgetMs === null ? Number.POSITIVE_INFINITY : processorMs() + budgetMs;
});

setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytes || processorMs() > endsAt || process.ppid !== parentId)
    process.kill(process.pid, 'SIGKILL');
}, everyMs);
