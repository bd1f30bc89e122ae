// npm run ts -- bench/functions/measure.ts [SIGNALS ...]: the bundled functions, each invocation in a process of its own, on an invented
// month of so many signals; writes bench/functions/measured.json, which docs/costs.md is computed from.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { bundledPublication } from './bundled-publication.ts';

const OUT = fileURLToPath(new URL('measured.json', import.meta.url));

const asked = process.argv.slice(2).map(Number);
const volumes: Record<string, Record<string, object>> = {};
for (const signals of asked.length > 0 ? asked : [1000, 50_000, 1_000_000]) {
  const told = await bundledPublication(signals);
  const rounded = Object.entries(told).map(([name, { initCpuMs, cpuMs, wallMs, peakMb }]) => {
    const row = { initCpuMs, cpuMs, wallMs, peakMb };
    return [name, Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Math.round(value)]))];
  });
  volumes[signals] = Object.fromEntries(rounded);
  console.log(`${signals} signals`);
  console.table(volumes[signals]);
}
const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${process.arch}, node ${process.versions.node}`;
writeFileSync(OUT, `${JSON.stringify({ machine, volumes }, null, 2)}\n`);
