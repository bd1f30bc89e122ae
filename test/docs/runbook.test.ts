import { describe, expect, it } from 'vitest';
import { EXIT } from '../../local/cli/command.ts';
import { FAILURE_NAMES } from '../../src/domain/failure-names.ts';
import { readDocument } from './document-blocks.ts';

const RUNBOOK = readDocument('docs/runbook.md');
const PARTS = ['Description', 'Investigation', 'Resolution'];

const headingsUnder = (chapter: string): string[] => {
  const text = RUNBOOK.split(/^# /mu).find((part) => part.startsWith(`${chapter}\n`)) ?? '';
  return [...text.matchAll(/^## (.+)$/gmu)].map(([, heading = '']) => heading);
};

describe('the runbook', () => {
  it('has a heading for every failure the program names, in their order, and no other', () => {
    expect(headingsUnder('Failures')).toEqual([...FAILURE_NAMES]);
  });

  it('has a heading for every exit code', () => {
    const codes = Object.values(EXIT).toSorted((a, b) => a - b);
    expect(headingsUnder('Exit codes')).toEqual(codes.map((code) => `Exit code ${code}`));
  });

  it.each([...FAILURE_NAMES, ...Object.values(EXIT).map((code) => `Exit code ${code}`)])(
    'describes %s, and how to investigate and resolve it',
    (heading) => {
      const text = RUNBOOK.split(/^#+ /mu).find((part) => part.startsWith(`${heading}\n`)) ?? '';
      expect([...text.matchAll(/^\*\*(\w+)\.\*\* \S/gmu)].map(([, part]) => part)).toEqual(PARTS);
    },
  );
});
