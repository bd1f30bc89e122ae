import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FOLDER = fileURLToPath(new URL('../node/', import.meta.url));
const PACKAGE = `${FOLDER}node_modules/aws-local-stepfunctions/build/main.node.esm.js`;

/** The tasks of a state machine as functions, by the name of their state. */
export type Tasks = Readonly<Record<string, (input: never) => Promise<unknown>>>;

/**
 * The part of aws-local-stepfunctions that is used. The package itself is installed separately, because it requires
 * Node 22.
 */
interface LocalStepFunctions {
  readonly StateMachine: new (
    definition: unknown,
  ) => {
    run(input: unknown, options: { readonly overrides: Overrides }): { readonly result: Promise<unknown> };
  };
}

interface Overrides {
  readonly taskResourceLocalHandlers: Tasks;
  readonly waitTimeOverrides: Readonly<Record<string, number>>;
  readonly retryIntervalOverrides: Readonly<Record<string, number>>;
}

/**
 * Executes a definition with these tasks, without any waiting. If the execution fails, rejects with the failure as
 * cause.
 */
export async function execute(definition: unknown, tasks: Tasks, input: unknown): Promise<unknown> {
  const { StateMachine } = await localStepFunctions();
  const none = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 0]));
  const overrides: Overrides = {
    taskResourceLocalHandlers: tasks,
    waitTimeOverrides: none(waitsOf(definition)),
    retryIntervalOverrides: none(Object.keys(tasks)),
  };
  return new StateMachine(definition).run(input, { overrides }).result;
}

async function localStepFunctions(): Promise<LocalStepFunctions> {
  if (!existsSync(PACKAGE)) await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: FOLDER });
  offerWithResolvers();
  return (await import(pathToFileURL(PACKAGE).href)) as LocalStepFunctions;
}

/** Node 20 has no Promise.withResolvers, which the package calls. */
function offerWithResolvers(): void {
  if ('withResolvers' in Promise) return;
  const withResolvers = () => {
    const made: { resolve?: unknown; reject?: unknown } = {};
    const promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return { promise, ...made };
  };
  Object.defineProperty(Promise, 'withResolvers', { value: withResolvers });
}

const waitsOf = (definition: unknown): string[] => {
  const { States } = definition as { readonly States: Readonly<Record<string, { readonly Type: string }>> };
  return Object.entries(States).flatMap(([name, { Type }]) => (Type === 'Wait' ? [name] : []));
};

/**
 * Returns the definition of a template's only state machine. A value that only a deployment knows (a function's ARN) is
 * replaced by an invented one that ends in the resource's logical id.
 */
export function definitionIn(template: unknown): unknown {
  const { Resources } = template as { readonly Resources: Readonly<Record<string, Resource>> };
  const machine = Object.values(Resources).find(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
  const parts = machine?.Properties?.DefinitionString?.['Fn::Join']?.[1];
  if (!parts) throw new Error('the template has no state machine with a joined definition');
  return JSON.parse(parts.map(textOf).join(''), withoutDefaults);
}

/** `$` is the default result path, but the package treats it as a member with an empty name. */
const withoutDefaults = (name: string, value: unknown): unknown =>
  name === 'ResultPath' && value === '$' ? undefined : value;

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly DefinitionString?: { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] } };
}

function textOf(part: unknown): string {
  if (typeof part === 'string') return part;
  const [id] = (part as { readonly 'Fn::GetAtt'?: readonly string[] })['Fn::GetAtt'] ?? [];
  return id === undefined ? 'aws' : `arn:aws:lambda:us-east-1:123456789012:function:${id}`;
}
