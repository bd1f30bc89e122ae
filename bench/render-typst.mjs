// One measured process: Typst renders bench/page.typ to PDF. Plain JavaScript, so that nothing but Typst is loaded.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const LANGUAGES = ['en', 'es'];
const [folder, fonts, parameter] = process.argv.slice(2);
const count = Number(parameter);

const faces = readdirSync(fonts).filter((file) => file.endsWith('.ttf'));
const fontBlobs = faces.map((file) => readFileSync(join(fonts, file)));
const compiler = NodeCompiler.create({ workspace: folder, fontArgs: [{ fontBlobs }] });
const source = readFileSync(new URL('page.typ', import.meta.url), 'utf8');

function render(lang) {
  const compiled = compiler.compile({ mainFileContent: source, inputs: { lang } });
  if (!compiled.result) throw new Error(JSON.stringify(compiler.fetchDiagnostics(compiled.takeDiagnostics())));
  return compiler.pdf(compiled.result);
}

const times = [];
const last = new Map();
for (let turn = count === 1 ? 0 : -count; turn < count; turn++) {
  // Typst caches its layouts. The program renders every PDF from scratch, so Typst must do the same here.
  compiler.evictCache(0);
  const lang = LANGUAGES[Math.abs(turn) % LANGUAGES.length];
  const start = performance.now();
  last.set(lang, render(lang));
  if (turn >= 0) times.push(performance.now() - start);
}
for (const [lang, pdf] of last) writeFileSync(join(folder, `typst.${lang}.pdf`), pdf);

const { user, system } = process.cpuUsage();
const milliseconds = times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
const peakMb = process.resourceUsage().maxRSS / 1024;
const result = String(last.get('en').byteLength);
process.stdout.write(`${JSON.stringify({ milliseconds, cpuMilliseconds: (user + system) / 1000, peakMb, result })}\n`);
