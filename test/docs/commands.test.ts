import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../local/cli/main.ts';
import operations from './aws-operations.json' with { type: 'json' };
import { readDocument, tableUnder } from './document-blocks.ts';
import { type ShellCommand, shellCommands } from './shown-shell.ts';

const DOCUMENTS = ['README.md', ...readdirSync(new URL('../../docs', import.meta.url)).map((name) => `docs/${name}`)];
const COMMANDS = DOCUMENTS.filter((name) => name.endsWith('.md')).flatMap((name) =>
  shellCommands(readDocument(name)).map((command) => ({ name, ...command })),
);
const RUNBOOK = readDocument('docs/runbook.md');

/** Options that the AWS CLI accepts for every command, or for every command that lists. */
const EVERYWHERE = ['--query', '--output', '--profile', '--region', '--max-items'];
const known = new Map<string, { readonly options: readonly string[]; readonly required: readonly string[] }>(
  Object.entries(operations.operations),
);

const of = (program: string) => COMMANDS.filter(({ words }) => words[0] === program && words[1] !== 'sso');
const operationOf = ({ words: [, service, operation] }: ShellCommand): string => `${service} ${operation}`;
const optionsOf = ({ words }: ShellCommand): string[] => words.filter((word) => word.startsWith('--'));
/** Whether a command is complete, not only a command's name in a sentence. */
const isWhole = ({ words }: ShellCommand): boolean => words.length > 3;

describe('the aws commands of the documents', () => {
  it.each(of('aws'))('$name: AWS knows `$line`', (command) => {
    const operation = known.get(operationOf(command));
    expect(
      operation,
      'npm run ts -- conformance/aws/write-aws-operations.ts asks AWS’s own command line',
    ).toBeDefined();
    const allowed = [...(operation?.options ?? []), ...EVERYWHERE];
    expect(optionsOf(command).filter((option) => !allowed.includes(option))).toEqual([]);
    const missing = operation?.required.filter((option) => !command.words.includes(option)) ?? [];
    expect(isWhole(command) ? missing : []).toEqual([]);
  });

  it('are in the runbook’s table of rights, and no others', () => {
    const rows = tableUnder(RUNBOOK, 'Which account, which rights').map(([command = '', right = '', what = '']) => {
      expect(`${right}${what}`.length).toBeGreaterThan(8);
      return command.replaceAll('`', '').replace('aws ', '');
    });
    const used = of('aws').filter((command) => command.name === 'docs/runbook.md' && isWhole(command));
    const mentioned = new Set(
      shellCommands(RUNBOOK)
        .filter(({ words }) => words[0] === 'aws')
        .map(operationOf),
    );
    expect(used.map(operationOf).filter((name) => !rows.includes(name))).toEqual([]);
    expect(rows.filter((name) => !mentioned.has(name))).toEqual([]);
    expect(rows).toHaveLength(new Set(rows).size);
  });
});

describe('the variables of the runbook', () => {
  it('are all set in it', () => {
    const code = RUNBOOK.split('\n').filter((line) => line.startsWith('    '));
    const set = [...code.join('\n').matchAll(/\b([A-Z][A-Z_]+)=|for ([A-Z]+) in/gu)].map(
      ([, one, other]) => one ?? other,
    );
    const used = [...code.join('\n').matchAll(/\$\{?!?([A-Z][A-Z_]+)/gu)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((name) => !set.includes(name))).toEqual([]);
  });
});

describe('the factsheets commands of the documents', () => {
  const whole = of('factsheets').filter((command) => command.words.length > 2 && !/…|\.\.\.$/u.test(command.line));

  it.each(whole)('$name: the command line understands `$line`', async ({ words: [, ...words] }) => {
    await expect(parseCommand(words.map(filled).filter((word) => word !== ''))).resolves.toBeDefined();
  });

  /** Replaces placeholders of the documents with values. */
  function filled(word: string): string {
    const bare = word.replaceAll(/^\[|\]$/gu, '');
    return PLACEHOLDERS[bare] ?? bare.replace(/^(?:\$\w+|<\w+>)$/u, 'value');
  }
});

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  SHEET: 'us-mexico-border',
  MONTH: '2017-07',
  M: '2017-07',
  H: 'nhth',
  ADDRESS: 'ana@example.org',
};
