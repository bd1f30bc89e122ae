import { FLAG, TEXT, text } from './arguments.ts';

/** Where a command that runs the pipeline's steps finds and leaves things. */
export interface MachinePlace {
  readonly exports: string;
  readonly state: string;
  readonly out: string;
  readonly key: string | undefined;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

export const PLACE_OPTIONS = { exports: TEXT, state: TEXT, out: TEXT, key: TEXT, definitions: TEXT, json: FLAG };

/** The place that options name; folders are `exports`, `state` and `out` here by default. */
export const placeOf = (values: Record<string, string | boolean | undefined>): MachinePlace => ({
  exports: text(values.exports) ?? 'exports',
  state: text(values.state) ?? 'state',
  out: text(values.out) ?? 'out',
  key: text(values.key),
  definitions: text(values.definitions),
  json: values.json === true,
});
