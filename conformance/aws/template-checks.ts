import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { HashKey } from '../../src/domain/effects.ts';
import { type Check, checked } from '../check.ts';
import { checkovChecks } from './checkov-checks.ts';
import { deploymentChecks } from './localstack/deployment-checks.ts';
import { pythonTool } from './python-tools.ts';
import { schedulerChecks } from './scheduler-checks.ts';
import { definitionIn } from './state-machine.ts';
import { stateMachineChecks } from './state-machine-checks.ts';

const run = promisify(execFile);

/** CDK writes a dependency on a role that a reference already implies. */
const DOUBLED = 'W3005';

/** The program's folder, moto's address, and the key that hashes ids. */
export interface TemplateOptions {
  readonly root: string;
  readonly moto: string;
  readonly hashKey: HashKey;
  readonly hashKeyHex: string;
}

/**
 * Checks every synthesized template against CloudFormation's own schemas with cfn-lint, and against checkov's rules.
 * Also sends its schedules to a Scheduler, runs the state machine, and deploys a stage to LocalStack.
 */
export async function templateChecks({ root, moto, hashKey, hashKeyHex }: TemplateOptions): Promise<Check[]> {
  const out = await mkdtemp(join(tmpdir(), 'factsheets-synth-'));
  try {
    const environment = { ...process.env, CDK_OUTDIR: out };
    await run(process.execPath, ['--import', './scripts/typescript.mjs', 'bin/app.ts'], {
      cwd: root,
      env: environment,
    });
    const templates = (await readdir(out)).filter((name) => name.endsWith('.template.json')).sort();
    if (templates.length === 0) throw new Error('nothing was synthesized');
    const lint = await pythonTool('cfn-lint');
    const checks: Check[] = [];
    for (const name of templates)
      checks.push(await checked(`cfn-lint of ${name}`, () => lintOf(lint, join(out, name))));
    const pipeline: unknown = JSON.parse(await readFile(join(out, 'Factsheets-Prod-Pipeline.template.json'), 'utf8'));
    const scheduled = await schedulerChecks(moto, pipeline);
    return [
      ...checks,
      ...(await checkovChecks(out, templates)),
      ...scheduled,
      ...(await stateMachineChecks(definitionIn(pipeline), hashKey)),
      ...(await deploymentChecks({ root, templates: out, hashKeyHex })),
    ];
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** cfn-lint exits with a code other than 0 for errors and warnings; its output is the problem. */
async function lintOf(lint: string, template: string): Promise<void> {
  const said = await run(lint, [
    '--non-zero-exit-code',
    'warning',
    '--ignore-checks',
    DOUBLED,
    '--template',
    template,
  ]).catch((failed: { readonly stdout?: string }) => failed);
  if (said instanceof Error) throw new Error(said.stdout ?? said.message);
}
