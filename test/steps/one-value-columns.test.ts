import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { oneValueColumns } from '../../src/steps/compute-figures/one-value-columns.ts';

const FILES = openDefinitions();

/** Returns the definitions with `oneValue` on the states of some hotlines. */
const withOneValue = (...hotlines: string[]): DefinitionFiles => ({
  list: FILES.list,
  bytes: async (path) => {
    const bytes = await FILES.bytes(path);
    const id = /^hotlines\/(.+)\.json$/u.exec(path)?.[1] ?? '';
    if (id.endsWith('.schema')) return bytes;
    if (!path.startsWith('hotlines/')) return bytes;
    const json = JSON.parse(Buffer.from(bytes).toString());
    for (const { tables } of Object.values<{ tables: Record<string, { columns: Record<string, object> }> }>(json.files))
      if (tables.cases?.columns.states) {
        const { oneValue: _, ...states } = tables.cases.columns.states as { oneValue?: boolean };
        tables.cases.columns.states = hotlines.includes(id) ? { ...states, oneValue: true } : states;
      }
    return Buffer.from(JSON.stringify(json));
  },
});

async function columnsOf(...hotlines: string[]): Promise<string[]> {
  const files = withOneValue(...hotlines);
  const definitions = await loadDefinitions(files);
  return [...oneValueColumns(definitions, await loadSheet(files, definitions, 'us-mexico-border'))];
}

describe('figures whose records are in one cell at most', () => {
  it('are those of which every hotline of the sheet says so', async () => {
    expect(await columnsOf('nhth', 'linea-nacional')).toEqual(['cases state']);
    expect(await columnsOf('nhth')).toEqual([]);
    expect(await columnsOf()).toEqual([]);
  });
});
