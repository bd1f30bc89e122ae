import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from './check.ts';
import { makePages } from './pages.ts';
import { validate } from './verapdf.ts';

/** Checks every kind of printed page against PDF/UA-1 with veraPDF: one check per PDF. Needs Java and Maven. */
export async function pdfUaChecks(): Promise<readonly Check[]> {
  const out = await mkdtemp(join(tmpdir(), 'factsheets-conformance-'));
  try {
    await makePages(out);
    const files = (await readdir(out, { recursive: true })).filter((name) => name.endsWith('.pdf')).toSorted();
    const verdicts = await validate(files.map((name) => join(out, name)));
    return files.map((name) => ({ name, problem: problemOf(verdicts.get(join(out, name))) }));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

function problemOf(verdict: readonly string[] | undefined): string | null {
  if (!verdict) return 'veraPDF says nothing of it';
  return verdict[0]?.startsWith('PASS') ? null : verdict.join('\n');
}
