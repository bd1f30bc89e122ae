import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const JARS = here('.cache/jars');
const CLASS = 'org.verapdf.apps.GreenfieldCliWrapper';

async function fetchVeraPdf(): Promise<void> {
  if (existsSync(JARS)) return;
  const goal = ['-q', '-B', '-f', here('pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${JARS}`];
  await run('mvn', goal, { maxBuffer: 1 << 24 });
}

/**
 * Returns veraPDF's verdict on each file for PDF/UA-1: a line that begins with PASS or FAIL, then the rules that fail.
 */
export async function validate(pdfs: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  await fetchVeraPdf();
  const command = ['-cp', join(JARS, '*'), CLASS, '--flavour', 'ua1', '--format', 'text', '-v'];
  const { stdout } = await run('java', [...command, ...pdfs], { maxBuffer: 1 << 26 }).catch((failed) => {
    if (typeof failed?.stdout === 'string' && failed.stdout !== '') return failed as { stdout: string };
    throw failed; // veraPDF exits with code 1 if a file fails, and prints the reason
  });
  return verdictsIn(stdout, pdfs);
}

/** A file's verdict begins at the line that names it and continues to the next file's. */
function verdictsIn(report: string, pdfs: readonly string[]): Map<string, string[]> {
  const verdicts = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of report.split('\n').filter(Boolean)) {
    const file = pdfs.find((pdf) => /^(?:PASS|FAIL) /u.test(line) && line.includes(pdf));
    if (file !== undefined) {
      current = [];
      verdicts.set(file, current);
    }
    current.push(line.trim());
  }
  return verdicts;
}
