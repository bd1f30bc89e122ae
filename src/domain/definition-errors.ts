/** What a schema's library reports about one value: the properties that messages use. */
export interface RawIssue {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly path?: readonly PropertyKey[] | undefined;
  readonly message?: string | undefined;
  readonly [property: string]: unknown;
}

/** A value that a schema refuses: its place, and what is wrong with it. */
interface RefusedValue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Examples of values by their key in a definition, as JSON. */
export type Examples = Readonly<Record<string, string>>;

/** Describes each refused value: its place, what is wrong, what is allowed, and an example of its key. */
export const errorTexts = (issues: readonly RefusedValue[], examples: Examples): string[] =>
  issues.map(({ path, message }) => `${pathText(path)}: ${message}${exampleOf(path, message, examples)}`);

function exampleOf(path: readonly PropertyKey[], message: string, examples: Examples): string {
  const key = path.findLast((part) => typeof part === 'string');
  const example = key !== undefined && Object.hasOwn(examples, key) ? examples[key] : undefined;
  return example === undefined || message.includes('for example') ? '' : `; for example "${key}": ${example}`;
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? '(top)'
    : path
        .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
        .join('')
        .replace(/^\./u, '');

/** Returns the error of an object that has unknown keys; undefined leaves any other error to `plainIssue`. */
export const unknownKeys =
  (allowed: readonly string[]) =>
  ({ code, keys }: RawIssue): string | undefined =>
    code === 'unrecognized_keys' ? `unknown key ${listOf(keys)}; allowed: ${allowed.join(', ')}` : undefined;

/** The kinds of JSON values, as messages name them. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const kindName = (kind: unknown): string => KINDS[String(kind)] ?? String(kind);

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return kindName(Array.isArray(value) ? 'array' : typeof value);
}

/**
 * Returns what is wrong with a value of a definition, and what is expected, in plain words; undefined leaves the
 * message to the schema's library.
 */
export function plainIssue(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(kindName(issue.expected), issue.input);
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value':
      return `allowed: ${listOf(issue.values)}`;
    case 'invalid_format':
      return FORMATS[String(issue.format)] ?? 'does not have the form that is allowed here';
    case 'invalid_key':
      return `the name "${String(issue.input)}" is not allowed: ${firstMessage(issue.issues) ?? 'use another one'}`;
    case 'unrecognized_keys':
      return `unknown key ${listOf(issue.keys)}`;
    case 'invalid_union':
      return wrongUnion(issue);
    default:
      return undefined;
  }
}

/** The forms of texts, by their names in the schema's library. */
const FORMATS: Readonly<Record<string, string>> = {
  date: 'is not a day; write it as YYYY-MM-DD',
  url: 'is not an address on the web; it begins with https://',
};

function tooSmall({ origin, minimum }: RawIssue): string {
  if (origin === 'string') return 'is empty; write a text';
  return origin === 'array' ? `has too few items; at least ${minimum}` : `is too small; at least ${minimum}`;
}

function tooBig({ origin, maximum }: RawIssue): string {
  if (origin === 'string') return `is too long; at most ${maximum} characters`;
  return origin === 'array' ? `has too many items; at most ${maximum}` : `is too large; at most ${maximum}`;
}

const wrongType = (expected: string, input: unknown): string =>
  input === undefined ? `is missing; expected ${expected}` : `is ${kindOf(input)}; expected ${expected}`;

/**
 * No form of several fits: names the values that select a form, or the forms, or what is wrong in the one whose type
 * fits.
 */
function wrongUnion({ errors, input, options }: RawIssue): string | undefined {
  if (Array.isArray(options)) return `allowed: ${listOf(options)}`;
  const firsts = issuesIn(errors).flatMap((form) => issuesIn(form).slice(0, 1));
  const values = firsts.flatMap((first) => (first.code === 'invalid_value' ? itemsOf(first.values) : []));
  if (values.length > 0 && values.length >= firsts.length) return `allowed: ${listOf(values)}`;
  const expected = firsts.flatMap((first) =>
    first.code === 'invalid_type' && first.path?.length === 0 ? [kindName(first.expected)] : [],
  );
  if (expected.length === firsts.length && expected.length > 0)
    return wrongType([...new Set(expected)].join(' or '), input);
  const [nested] = firsts.filter((first) => first.code !== 'invalid_type' || first.path?.length !== 0);
  return nested?.message;
}

const itemsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const issuesIn = (value: unknown): RawIssue[] =>
  itemsOf(value).filter((item): item is RawIssue => typeof item === 'object' && item !== null);
const firstMessage = (issues: unknown): string | undefined => issuesIn(issues)[0]?.message;
const listOf = (values: unknown): string =>
  itemsOf(values)
    .map((value) => JSON.stringify(value))
    .join(', ');

/** Formats a list of allowed values, shortened if it would fill a screen. */
export const shortList = (values: readonly string[]): string =>
  values.length <= 40 ? values.join(', ') : `${values.slice(0, 40).join(', ')} and ${values.length - 40} more`;

/** Lists the values that a list has more than once: one sentence each, with the place. */
export function repeatErrors(place: string, values: readonly string[]): string[] {
  const repeated = new Set(values.filter((value, index) => values.indexOf(value) !== index));
  return [...repeated].map((value) => `${place}: "${value}" is there twice; delete one of the two`);
}
