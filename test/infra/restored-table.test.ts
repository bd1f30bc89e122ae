import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { addStage, factsheetsApp } from '../../lib/factsheets-app.ts';
import { loadStageConfig } from '../../lib/stage-config.ts';
import { isAtLength } from '../at-length.ts';
import { ROOT } from './stage-templates.ts';

describe('a table that a backup was restored into', () => {
  it('is the one that functions use, and the stack’s own stays', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'factsheets-cdk-'));
    const app = factsheetsApp({ outdir, builtinCloudFormationValidation: isAtLength });
    const code = () => Code.fromInline('exports.handler = async () => null');
    const config = { ...loadStageConfig(ROOT, 'prod'), tableName: 'restored-2026-11-26' };
    const { data, pipeline: stack } = addStage(app, config, code);
    const resources = JSON.stringify(Template.fromStack(stack).toJSON());
    expect(resources).toContain(':table/restored-2026-11-26');
    expect(resources).toContain('"FACTSHEETS_TABLE":"restored-2026-11-26"');
    expect(resources).not.toMatch(/ImportValue[^}]*TableCD117FA1/u);
    const kept = Template.fromStack(data);
    kept.resourceCountIs('AWS::DynamoDB::Table', 1);
    expect(
      Object.keys(kept.findOutputs('*')).filter((name) => name.startsWith('ExportsOutput') && /Table/u.test(name)),
    ).toHaveLength(2);
  });
});
