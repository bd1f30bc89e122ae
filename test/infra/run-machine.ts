/** A state of a definition in Amazon States Language, as far as the state machine of publications uses it (JSONPath). */
interface State {
  readonly Type: 'Task' | 'Choice' | 'Map' | 'Pass' | 'Succeed' | 'Wait';
  readonly Next?: string;
  readonly Default?: string;
  readonly Resource?: string;
  readonly Parameters?: Fields;
  readonly ItemSelector?: Fields;
  readonly ItemsPath?: string;
  readonly ResultPath?: string | null;
  readonly Choices?: readonly Choice[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[];
  readonly Catch?: readonly Catcher[];
  readonly ItemProcessor?: Definition;
  readonly ItemReader?: { readonly Parameters: Fields };
  readonly ItemBatcher?: { readonly MaxItemsPerBatch: number };
}

type Fields = Readonly<Record<string, unknown>>;

interface Choice {
  readonly Variable: string;
  readonly BooleanEquals?: boolean;
  readonly IsString?: boolean;
  readonly Next: string;
}

interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
}

export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** What a machine calls: functions by their name in the definition, and the JSON objects of buckets. */
export interface Account {
  readonly functions: Readonly<Record<string, (input: never) => Promise<unknown>>>;
  readObject(bucket: string, key: string): Promise<unknown>;
}

/** Where an execution failed: what a redrive continues with. */
export interface Failed {
  readonly state: string;
  readonly input: unknown;
  readonly error: Error;
}

/**
 * Runs a state machine without waiting, with the rules of Step Functions for the states that it has. One object is one
 * execution, which can be redriven: batches of a Distributed Map that succeeded are not run again.
 */
export class Execution {
  readonly #definition: Definition;
  readonly #account: Account;
  readonly #done = new Set<string>();
  #isRedriven = false;
  failed: Failed | null = null;

  constructor(definition: unknown, account: Account) {
    this.#definition = definition as Definition;
    this.#account = account;
  }

  /** Runs from the start. Returns the names of the states that it entered. */
  start(input: unknown): Promise<string[]> {
    return this.#run(this.#definition.StartAt, input);
  }

  /** Continues a failed execution at the state that failed. */
  redrive(): Promise<string[]> {
    if (!this.failed) throw new Error('only a failed execution can be redriven');
    const { state, input } = this.failed;
    this.#isRedriven = true;
    return this.#run(state, input);
  }

  async #run(from: string, input: unknown): Promise<string[]> {
    const entered: string[] = [];
    this.failed = null;
    await this.#follow(this.#definition, from, input, (name) => entered.push(name)).catch((error: unknown) => {
      if (!this.failed) throw error;
    });
    return entered;
  }

  async #follow(definition: Definition, from: string, input: unknown, enter: (name: string) => void): Promise<unknown> {
    let [name, data]: [string | undefined, unknown] = [from, input];
    while (name !== undefined) {
      const state: State = definition.States[name]!;
      enter(name);
      try {
        [name, data] = await this.#step(name, state, data);
      } catch (error) {
        if (definition === this.#definition) this.failed = { state: name!, input: data, error: error as Error };
        throw error;
      }
    }
    return data;
  }

  async #step(name: string, state: State, input: unknown): Promise<[string | undefined, unknown]> {
    if (state.Type === 'Choice') return [chosen(state, input), input];
    if (state.Type !== 'Task' && state.Type !== 'Map') return [state.Next, input];
    try {
      const result = await retried(state, () => this.#result(name, state, input));
      return [state.Next, withResult(input, state.ResultPath, result)];
    } catch (error) {
      const catcher = state.Catch?.find(({ ErrorEquals }) => matches(ErrorEquals, error));
      if (!catcher) throw error;
      return [catcher.Next, withResult(input, catcher.ResultPath, { Error: (error as Error).name })];
    }
  }

  async #result(name: string, state: State, input: unknown): Promise<unknown> {
    if (state.Type === 'Task') {
      const call = this.#account.functions[state.Resource ?? ''];
      if (!call) throw new Error(`there is no function ${state.Resource}`);
      return call(JSON.parse(JSON.stringify(filled(state.Parameters ?? {}, input))) as never);
    }
    return state.ItemReader ? this.#distribute(name, state, input) : this.#iterate(state, input);
  }

  async #iterate({ ItemsPath, ItemSelector, ItemProcessor }: State, input: unknown): Promise<unknown[]> {
    const items = at(ItemsPath ?? '$', input) as unknown[];
    const results: unknown[] = [];
    for (const item of items) {
      const own = ItemSelector ? filled(ItemSelector, input, item) : item;
      results.push(await this.#follow(ItemProcessor!, ItemProcessor!.StartAt, own, () => undefined));
    }
    return results;
  }

  /** Every batch runs, also after one failed: Step Functions stops those that run by then, but not their functions. */
  async #distribute(name: string, { ItemReader, ItemBatcher, ItemProcessor }: State, input: unknown): Promise<unknown> {
    const { Bucket, Key } = filled(ItemReader!.Parameters, input) as { Bucket: string; Key: string };
    const items = (await this.#account.readObject(Bucket, Key)) as unknown[];
    const size = ItemBatcher?.MaxItemsPerBatch ?? 1;
    if (!this.#isRedriven) this.#done.clear();
    this.#isRedriven = false;
    let failures = 0;
    for (let index = 0; index < items.length; index += size) {
      const batch = `${name} ${Key} ${index}`;
      if (this.#done.has(batch)) continue;
      const own = { Items: items.slice(index, index + size) };
      try {
        await this.#follow(ItemProcessor!, ItemProcessor!.StartAt, own, () => undefined);
        this.#done.add(batch);
      } catch {
        failures++;
      }
    }
    if (failures > 0) throw Object.assign(new Error(`${failures} failed`), { name: TOO_MANY });
    return { MapRunArn: 'arn' };
  }
}

const TOO_MANY = 'States.ExceedToleratedFailureThreshold';

const matches = (names: readonly string[], error: unknown): boolean => {
  const { name } = error as Error;
  return (
    names.includes(name) || names.includes('States.ALL') || (names.includes('States.TaskFailed') && name !== TOO_MANY)
  );
};

async function retried(state: State, work: () => Promise<unknown>): Promise<unknown> {
  const attempts = new Map<object, number>();
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const retrier = state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, error));
      const made = retrier ? (attempts.get(retrier) ?? 0) : 0;
      if (!retrier || made >= retrier.MaxAttempts) throw error;
      attempts.set(retrier, made + 1);
    }
  }
}

function chosen({ Choices = [], Default }: State, input: unknown): string | undefined {
  const isMet = ({ Variable, BooleanEquals, IsString }: Choice): boolean => {
    const value = at(Variable, input);
    if (value === undefined) throw new Error(`${Variable} is missing`);
    return IsString === undefined ? value === BooleanEquals : (typeof value === 'string') === IsString;
  };
  return Choices.find(isMet)?.Next ?? Default;
}

/** Returns the value at a path: `$`, `$.a.b`; undefined if it is missing. */
function at(path: string, input: unknown): unknown {
  const names = path.split('.').slice(1);
  return names.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], input);
}

function filled(fields: Fields, input: unknown, item?: unknown): unknown {
  const entries = Object.entries(fields).map(([name, value]) => {
    if (!name.endsWith('.$')) return [name, value];
    const found = value === '$$.Map.Item.Value' ? item : at(String(value), input);
    if (found === undefined) throw new Error(`${value} is missing`);
    return [name.slice(0, -2), found];
  });
  return Object.fromEntries(entries);
}

function withResult(input: unknown, path: string | null | undefined, result: unknown): unknown {
  if (path === null) return input;
  if (path === undefined || path === '$') return result;
  return { ...(input as object), [path.slice('$.'.length)]: result };
}
