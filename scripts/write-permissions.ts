// npm run ts -- scripts/write-permissions.ts, after npm run synth: docs/permissions.md from the template of prod.
import { readFileSync, writeFileSync } from 'node:fs';
import { permissionsPage } from './permissions-page.ts';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const template = JSON.parse(readFileSync(at('out/cdk/Factsheets-Prod-Pipeline.template.json'), 'utf8'));
writeFileSync(at('docs/permissions.md'), permissionsPage(template));
