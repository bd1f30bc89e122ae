// npm run ts -- scripts/write-costs.ts, after bench/functions/measure.ts: docs/costs.md from what was measured.
import { readFileSync, writeFileSync } from 'node:fs';
import { costsPage } from './costs-page.ts';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
writeFileSync(at('docs/costs.md'), costsPage(JSON.parse(readFileSync(at('bench/functions/measured.json'), 'utf8'))));
