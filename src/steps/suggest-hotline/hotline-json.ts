/** A column of a table, as a hotline's file writes it. */
export interface ColumnJson {
  readonly heading?: string;
  readonly headings?: readonly string[];
  readonly row?: true;
  readonly form?: string;
  readonly formats?: readonly string[];
  readonly separators?: readonly string[];
  readonly writtenInCodes?: true;
  readonly codes?: Readonly<Record<string, readonly string[]>>;
  readonly yes?: readonly string[];
  readonly no?: readonly string[];
  readonly flags?: readonly {
    readonly heading: string;
    readonly code: string;
    readonly yes?: readonly string[];
    readonly no?: readonly string[];
  }[];
  readonly at?: { readonly heading: string; readonly formats?: readonly string[] };
  readonly constant?: boolean | string | readonly string[];
}

/** Which rows are records. */
export interface FilterJson {
  readonly heading: string;
  readonly in?: readonly string[];
  readonly hasValue?: true;
  readonly ignore?: readonly string[];
}

/** The column that says how many records a row represents. */
export interface CountJson {
  readonly heading: string;
  readonly zero?: readonly string[];
}

/** One of the records of a row. */
export interface PartJson {
  readonly count?: CountJson;
  readonly columns: Readonly<Record<string, ColumnJson>>;
}

/** A table of a file, as a hotline's file writes it. */
export interface TableJson {
  readonly where?: readonly FilterJson[];
  readonly count?: CountJson;
  readonly collect?: readonly string[];
  readonly each?: readonly PartJson[];
  readonly columns: Readonly<Record<string, ColumnJson>>;
}

/** The greatest width of a line, as the formatter of the project has it. */
const WIDTH = 120;

/**
 * Formats JSON for people: what fits on a line is on one line.
 * @param before the number of characters before the value on its line
 */
export function readableJson(value: unknown, indent = '', before = 0): string {
  const line = oneLine(value);
  if (before + line.length < WIDTH || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const items = Array.isArray(value)
    ? value.map((item) => readableJson(item, inner, inner.length))
    : entriesOf(value).map(([key, item]) => {
        const name = `${JSON.stringify(key)}: `;
        return `${name}${readableJson(item, inner, inner.length + name.length)}`;
      });
  return `${open}\n${items.map((item) => `${inner}${item}`).join(',\n')}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = entriesOf(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, item]) => item !== undefined);
