import type { Language } from '../../../src/domain/languages.ts';
import type { Month } from '../../../src/domain/month.ts';
import { FLAG, languages, month, read, STATE_OPTIONS, type StatePlace, TEXT, text, wrong } from './arguments.ts';

export const STATUS_USAGE = `  factsheets status [--hotline HOTLINE] [--month YYYY-MM] [--state DIR] [--exports DIR] [--lang en|es] [--json]
                   [--config FILE]
      Lists what was received, the newest month first: counted or rejected and why, replaced, removed, missing; then the
      editions, what was sent of them, which sheets are held, and when they go out next.
      --state, --exports    by default state and exports here`;

export interface StatusCommand extends StatePlace {
  readonly command: 'status';
  readonly exports: string;
  readonly hotline: string | null;
  readonly month: Month | null;
  /** Null takes each hotline's. */
  readonly language: Language | null;
  readonly json: boolean;
  readonly config: string | undefined;
}

export function parseStatus(argv: readonly string[]): StatusCommand {
  const { values } = read(argv, {
    ...STATE_OPTIONS,
    exports: TEXT,
    hotline: TEXT,
    month: TEXT,
    lang: TEXT,
    config: TEXT,
    json: FLAG,
  });
  const chosen = languages(values.lang);
  if (chosen && chosen.length > 1) throw wrong('--lang takes one language here');
  return {
    command: 'status',
    state: text(values.state) ?? 'state',
    key: text(values.key),
    definitions: text(values.definitions),
    exports: text(values.exports) ?? 'exports',
    hotline: text(values.hotline) ?? null,
    month: month(values.month, 'month'),
    language: chosen?.[0] ?? null,
    json: values.json === true,
    config: text(values.config),
  };
}
