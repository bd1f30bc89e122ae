import { type Check, checked } from '../../check.ts';
import { openFunctionHost } from '../../runtime/function-host.ts';
import { installRuntime } from '../../runtime/runtime-packages.ts';
import { DeployedStage, type DeploymentOptions, STACKS } from './deployed-stage.ts';
import { installLocalStack, startLocalStack } from './localstack.ts';

let installing: Promise<void> | null = null;

/** Installs what the deployment needs, once a process; minutes the first time, so others begin it and go on. */
export function installDeployment(): Promise<void> {
  installing ??= Promise.all([installLocalStack(), installRuntime()]).then(() => undefined);
  return installing;
}

/**
 * The stacks of a stage as they are synthesized, made by LocalStack's CloudFormation, then one month after another through them:
 * each function runs from its bundle under Node 24 and AWS's runtime client, called by what the templates connect it with.
 */
export async function deploymentChecks(options: DeploymentOptions): Promise<Check[]> {
  const installed = await checked('LocalStack, Node 24 and its runtime client are installed', installDeployment);
  if (installed.problem !== null) return [installed];
  const host = await openFunctionHost(options.root, options.templates, STACKS[1]);
  try {
    const localStack = await startLocalStack(host.url);
    try {
      return [installed, ...(await checksOf(new DeployedStage(localStack, host, options)))];
    } finally {
      await localStack.stop();
    }
  } finally {
    await host.stop();
  }
}

async function checksOf(deployment: DeployedStage): Promise<Check[]> {
  const made = await deployment.deploy();
  const checks = made.map(({ name, stack }) => ({
    name: `${name}: ${stack.complete} of ${stack.resources} resources of the unmodified template are made`,
    problem:
      stack.status === 'CREATE_COMPLETE' && stack.complete === stack.resources
        ? null
        : [stack.status, ...stack.failures].join('\n'),
  }));
  if (checks.some(({ problem }) => problem !== null)) return checks;
  return [
    ...checks,
    await checked('an event put on the bus is in its log', () => deployment.logsEvents()),
    await checked('uploads reach the function that reads them through rule and queue', () => deployment.ingests()),
    await checked('the deployed state machine publishes the figures of the samples', () => deployment.publishes()),
    await checked('the commands of the runbook that look at a stage run as they are written', () => deployment.shows()),
    await checked('an approval is recorded, and is an event', () => deployment.approves()),
    await checked('a deleted upload is withdrawn', () => deployment.withdraws()),
    await checked('every function answers under Node 24 and the runtime client of AWS', () => deployment.answers()),
  ];
}
