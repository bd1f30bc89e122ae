// node invoke.cjs BUNDLE: loads a bundled handler, calls it with the event from stdin, and prints the cost. One process
// per invocation, so that every start is cold.
const { readFileSync } = require('node:fs');
const event = JSON.parse(readFileSync(0, 'utf8'));
const before = process.resourceUsage();
const began = performance.now();
const { handler } = require(process.argv[2]);
const loaded = process.resourceUsage();
const cpuMs = (usage) => (usage.userCPUTime + usage.systemCPUTime) / 1000;

handler(event).then((result) => {
  const after = process.resourceUsage();
  const answer = {
    result,
    initCpuMs: cpuMs(loaded) - cpuMs(before),
    cpuMs: cpuMs(after) - cpuMs(loaded),
    wallMs: performance.now() - began,
    peakMb: after.maxRSS / 1024,
  };
  process.stdout.write(`\nANSWER ${JSON.stringify(answer)}\n`, () => process.exit(0));
});
