import { type Check, checked } from '../../check.ts';
import { openFunctionHost } from '../../runtime/function-host.ts';
import { installRuntime } from '../../runtime/runtime-packages.ts';
import { DeployedStage, type DeploymentOptions } from './deployed-stage.ts';
import { stacksOf } from './deployment.ts';
import { installLocalStack, startLocalStack } from './localstack.ts';

let installing: Promise<void> | null = null;

/**
 * Installs what the deployment needs, once per process. The first time takes minutes, so other checks start it in the
 * background and continue.
 */
export function installDeployment(): Promise<void> {
  installing ??= Promise.all([installLocalStack(), installRuntime()]).then(() => undefined);
  return installing;
}

/**
 * Creates the synthesized stacks of a stage with LocalStack's CloudFormation, then sends one month after another
 * through them. Each function runs from its bundle under Node 24 and AWS's runtime client, called through the
 * connections in the templates.
 */
export async function deploymentChecks(given: Omit<DeploymentOptions, 'stacks'>): Promise<Check[]> {
  const installed = await checked('LocalStack, Node 24 and its runtime client are installed', installDeployment);
  if (installed.problem !== null) return [installed];
  const options = { ...given, stacks: await stacksOf(given.templates, 'Factsheets-Prod') };
  const host = await openFunctionHost(options);
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
    name: `${name}: ${stack.complete} of ${stack.resources} resources of the template (without ItemBatcher, which LocalStack does not know) are made`,
    problem:
      stack.status === 'CREATE_COMPLETE' && stack.complete === stack.resources
        ? null
        : [stack.status, ...stack.failures].join('\n'),
  }));
  if (checks.some(({ problem }) => problem !== null)) return checks;
  return [
    ...checks,
    { name: `LocalStack has in name only: ${deployment.inNameOnly()}`, problem: null },
    await checked('an event put on the bus is in its log', () => deployment.logsEvents()),
    await checked('uploads reach the function that reads them through rule and queue', () => deployment.ingests()),
    await checked('the deployed state machine publishes the figures of the samples', () => deployment.publishes()),
    await checked('the commands of the runbook that look at a stage run as they are written', () => deployment.shows()),
    await checked('an approval is recorded, and is an event', () => deployment.approves()),
    await checked('a deleted upload is withdrawn', () => deployment.withdraws()),
    await checked('every function answers under Node 24 and the runtime client of AWS', () => deployment.answers()),
  ];
}
