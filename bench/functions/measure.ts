// npm run ts -- bench/functions/measure.ts [SIGNALS ...]: measures the bundled functions, each call in a separate
// process, on an invented month with this number of signals, and prints the figures of docs/costs.md.
import { cpus } from 'node:os';
import { bundledPublication } from './bundled-publication.ts';
import { portalRequests } from './portal-requests.ts';

const asked = process.argv.slice(2).map(Number);
console.log(`${cpus().length} x ${cpus()[0]?.model.trim()}, ${process.arch}, node ${process.versions.node}`);
const more = await portalRequests();
for (const signals of asked.length > 0 ? asked : [1000, 50_000, 1_000_000]) {
  const measured = await bundledPublication(signals, undefined, null, more);
  const rounded = Object.entries(measured).map(([name, { initCpuMs, cpuMs, wallMs, peakMb }]) => {
    const row = { initCpuMs, cpuMs, wallMs, peakMb };
    return [name, Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Math.round(value)]))];
  });
  console.log(`${signals} signals`);
  console.table(Object.fromEntries(rounded));
}
