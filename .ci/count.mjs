// Prints "N passed, N failed" from vitest's JSON report and the last line of the conformance run; a skipped test counts as
// failed, for here nothing may be skipped.
import { readFileSync } from 'node:fs';

const [report, status, conformance] = process.argv.slice(2);
const { numTotalTests, numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
const others = testResults.flatMap((file) => file.assertionResults.filter((test) => test.status !== 'passed'));
for (const test of others) console.log(`${test.status}: ${test.fullName}`);
const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
let failed = numTotalTests - numPassedTests + broken;
if (Number(status) !== 0 && failed === 0) failed = 1;

const last = readFileSync(conformance, 'utf8').trim().split('\n').at(-1) ?? '';
const [, held = 0, broke = 1] = /^(\d+) passed, (\d+) failed$/u.exec(last) ?? [];
console.log(`tests: ${numPassedTests} passed, ${failed} failed; conformance: ${held} passed, ${broke} failed`);
failed += Number(broke);
console.log(`${numPassedTests + Number(held)} passed, ${failed} failed`);
process.exitCode = failed > 0 || numPassedTests === 0 || Number(held) === 0 ? 1 : 0;
