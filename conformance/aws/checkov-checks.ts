import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { type Check, checked } from '../check.ts';
import { type PythonEnvironment, pythonTool } from './python-tools.ts';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const CHECKOV: PythonEnvironment = {
  name: 'checkov',
  requirements: here('checkov-requirements.txt'),
  python: async () => 'python3',
};

/** Accepted findings of checkov: the reason for a rule, and the resources that break it, without CDK's hash. */
const baselineSchema = z.record(
  z.string().regex(/^CKV2?_AWS_\d+$/u),
  z.strictObject({ rule: z.string(), reason: z.string().min(20), resources: z.array(z.string()).min(1) }),
);

const finding = z.looseObject({
  check_id: z.string(),
  check_name: z.string(),
  file_path: z.string(),
  resource: z.string(),
});
const reportSchema = z.looseObject({
  results: z.looseObject({ failed_checks: z.array(finding) }),
  summary: z.looseObject({ passed: z.number(), parsing_errors: z.number(), resource_count: z.number() }),
});

type Finding = z.infer<typeof finding>;

/**
 * Checks every template with checkov. A finding that the baseline does not explain fails, and so does an entry of the
 * baseline that checkov no longer finds.
 */
export async function checkovChecks(folder: string, templates: readonly string[]): Promise<Check[]> {
  const { results, summary } = await reportOn(folder, templates);
  const baseline = baselineSchema.parse(JSON.parse(await readFile(here('checkov-baseline.json'), 'utf8')));
  const known = new Set(
    Object.entries(baseline).flatMap(([check, { resources }]) => resources.map((name) => `${check} ${name}`)),
  );
  const found = new Map(results.failed_checks.map((one) => [keyOf(one), one]));
  return [
    await checked(`checkov reads ${summary.resource_count} resources: ${summary.passed} rules hold`, async () => {
      if (summary.parsing_errors > 0 || summary.passed === 0) throw new Error(JSON.stringify(summary));
    }),
    await checked(`checkov finds nothing but the ${known.size} findings of the baseline`, async () =>
      refuse('checkov-baseline.json explains none of these; correct them, or add them with a reason', [
        ...[...found].filter(([key]) => !known.has(key)).map(([key, one]) => `${key} (${one.check_name})`),
      ]),
    ),
    await checked('checkov still finds what the baseline explains', async () =>
      refuse('take these out of checkov-baseline.json: they are found no more', [
        ...[...known].filter((key) => !found.has(key)),
      ]),
    ),
  ];
}

function refuse(what: string, lines: readonly string[]): void {
  if (lines.length > 0) throw new Error([`${what}:`, ...lines].join('\n'));
}

/**
 * Identifies a finding by rule and resource. A resource's hash changes with its path in the stack, so it is omitted.
 */
function keyOf({ check_id, resource }: Finding): string {
  const id = resource.split('.').at(-1) ?? '';
  return `${check_id} ${id.replace(/[0-9A-F]{8}$/u, '')}`;
}

async function reportOn(folder: string, templates: readonly string[]): Promise<z.infer<typeof reportSchema>> {
  const files = templates.flatMap((name) => ['--file', join(folder, basename(name))]);
  const options = [
    '--framework',
    'cloudformation',
    '--output',
    'json',
    '--compact',
    '--quiet',
    '--skip-download',
    '--soft-fail',
  ];
  const { stdout } = await run(await pythonTool('checkov', CHECKOV), [...files, ...options], { maxBuffer: 1 << 26 });
  return reportSchema.parse(JSON.parse(stdout));
}
