// npm run ts -- scripts/write-permissions.ts, after npm run synth: writes docs/permissions.md from the templates of
// prod.
import { readFileSync, writeFileSync } from 'node:fs';
import type { SynthesizedTemplate } from './granted-rights.ts';
import { permissionsPage } from './permissions-page.ts';

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const resourcesOf = (stack: string): SynthesizedTemplate['Resources'] =>
  JSON.parse(readFileSync(at(`out/cdk/Factsheets-Prod-${stack}.template.json`), 'utf8')).Resources;
const template = { Resources: { ...resourcesOf('Pipeline'), ...resourcesOf('Edge') } };
writeFileSync(at('docs/permissions.md'), permissionsPage(template));
