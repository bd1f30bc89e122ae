// Prints "N passed, N failed" from vitest's JSON report; a skipped test counts as failed, for here nothing may be skipped.
import { readFileSync } from 'node:fs';

const [report, status] = process.argv.slice(2);
const { numTotalTests, numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
const others = testResults.flatMap((file) => file.assertionResults.filter((test) => test.status !== 'passed'));
for (const test of others) console.log(`${test.status}: ${test.fullName}`);
const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
let failed = numTotalTests - numPassedTests + broken;
if (Number(status) !== 0 && failed === 0) failed = 1;
console.log(`${numPassedTests} passed, ${failed} failed`);
process.exitCode = failed > 0 || numPassedTests === 0 ? 1 : 0;
