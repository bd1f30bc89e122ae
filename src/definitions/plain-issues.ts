import type { z } from 'zod';

/** The kinds of JSON values, as messages name them. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const kindName = (kind: string): string => KINDS[kind] ?? kind;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return kindName(Array.isArray(value) ? 'array' : typeof value);
}

/**
 * Returns what is wrong with a value of a definition, and what is expected, in plain words; undefined leaves the
 * message to the schema's library.
 */
export function plainIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(kindName(issue.expected), issue.input);
    case 'too_small':
      if (issue.origin === 'string') return 'is empty; write a text';
      if (issue.origin === 'array') return `has too few items; at least ${issue.minimum}`;
      return `is too small; at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `is too long; at most ${issue.maximum} characters`;
      return issue.origin === 'array'
        ? `has too many items; at most ${issue.maximum}`
        : `is too large; at most ${issue.maximum}`;
    case 'invalid_value':
      return `allowed: ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_union':
      return wrongUnion(issue);
    default:
      return undefined;
  }
}

const wrongType = (expected: string, input: unknown): string =>
  input === undefined ? `is missing; expected ${expected}` : `is ${kindOf(input)}; expected ${expected}`;

/** No form of several fits: names the forms, or what is wrong in the one whose type fits. */
function wrongUnion({ errors, input }: z.core.$ZodRawIssue & { readonly code: 'invalid_union' }): string | undefined {
  const firsts = errors.flatMap(([first]) => first ?? []);
  const expected = firsts.flatMap((first) =>
    first.code === 'invalid_type' && first.path.length === 0 ? [kindName(first.expected)] : [],
  );
  if (expected.length === firsts.length && expected.length > 0)
    return wrongType([...new Set(expected)].join(' or '), input);
  const [nested] = firsts.filter((first) => first.code !== 'invalid_type' || first.path.length > 0);
  return nested?.message;
}
