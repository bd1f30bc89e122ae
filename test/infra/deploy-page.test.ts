import { describe, expect, it } from 'vitest';
import { loadStageConfig } from '../../lib/stage-config.ts';
import { readDocument, tableUnder } from '../docs/document-blocks.ts';
import { ROOT, stageTemplates } from './stage-templates.ts';

const PAGE = readDocument('docs/deploy.md');
const RUNBOOK = readDocument('docs/runbook.md');
const { data, edge, pipeline } = stageTemplates('prod');

describe('docs/deploy.md', () => {
  it('describes every key of a stage’s configuration, and no other', () => {
    const named = tableUnder(PAGE, '1. Configure the stage').flatMap(([key = '']) =>
      key.replaceAll('`', '').split(', '),
    );
    const known = Object.keys(loadStageConfig(ROOT, 'prod')).filter((key) => key !== 'stage');
    expect(named.toSorted()).toEqual([...known, 'account', 'region'].toSorted());
  });

  it('names outputs, with the runbook, that the stacks have', () => {
    const outputs = [data, edge, pipeline].flatMap((template) => Object.keys(template.findOutputs('*')));
    const named = [
      ...`${PAGE}${RUNBOOK}`.matchAll(
        /<([A-Z]\w+(?:Bucket|Queue|Url|Secret|Policy|Name))>|output `(\w+)`|\$\(output (\w+)\)/gu,
      ),
    ].map(([, inCommand, inText, inShell]) => inCommand ?? inText ?? inShell);
    expect(new Set(named).size).toBeGreaterThanOrEqual(5);
    expect(named.filter((name) => !outputs.includes(name ?? ''))).toEqual([]);
  });

  it('draws every function', () => {
    const functions = [edge, pipeline]
      .flatMap((template) => Object.values(template.findResources('AWS::Lambda::Function')))
      .map(({ Properties }) => Properties.Handler.replace('.handler', ''));
    const [picture = ''] = /```\n[\s\S]*?```/u.exec(PAGE) ?? [];
    expect(functions.filter((name) => !picture.includes(name))).toEqual([]);
  });

  it('says on which days an export can be due as the configuration does', () => {
    expect(PAGE).toContain('1 to 28');
  });
});
