import { read, STATE_OPTIONS, TEXT, text } from './arguments.ts';

export const OPEN_USAGE = `  factsheets open [--as NAME] [--state DIR]
      Prints an address that signs in to the portal of a running factsheets start: once, within ten minutes.
      --as           the person it is for, by the name in the configuration; without it, they choose their name`;

export interface OpenCommand {
  readonly command: 'open';
  readonly state: string;
  /** Null: whoever opens the address says who they are. */
  readonly person: string | null;
}

export function parseOpen(argv: readonly string[]): OpenCommand {
  const { values } = read(argv, { state: STATE_OPTIONS.state, as: TEXT });
  return { command: 'open', state: text(values.state) ?? 'state', person: text(values.as) ?? null };
}
