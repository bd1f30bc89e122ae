import { madeAhead } from '../domain/made-ahead.ts';
import { PAGES_AHEAD } from '../domain/pages-ahead.ts';
import type { CompiledChart } from './chart-spec.ts';
/**
 * A Vega-Lite spec, its words spelled out, compiled. Equal specs are compiled once a process, or when the program is bundled;
 * what comes back is not to be changed.
 * @throws Failure DefinitionInvalid naming file and place
 */
export async function compiledChart(spec: unknown, file: string): Promise<CompiledChart> {
  const text = JSON.stringify(spec) ?? '';
  const known = COMPILED.get(text);
  if (known) return known;
  // Vega-Lite is loaded when there is something to compile: that takes as long as drawing every chart of a sheet.
  const compiled = await madeAhead(PAGES_AHEAD, 'chart', [text], async () =>
    (await import('./compile-chart.ts')).compileChart(spec, file),
  );
  if (COMPILED.size >= REMEMBERED) COMPILED.clear();
  COMPILED.set(text, compiled);
  return compiled;
}

/** Specs compiled in this process, by their text: compiling costs as much as drawing, and editions share their specs. */
const COMPILED = new Map<string, CompiledChart>();

/** An editor's preview compiles a spec at every change. */
const REMEMBERED = 100;
