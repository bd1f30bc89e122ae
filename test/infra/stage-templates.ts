import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addStage, factsheetsApp, type StageStacks } from '../../lib/factsheets-app.ts';
import { loadStageConfig, type StageName } from '../../lib/stage-config.ts';
import type { SynthesizedTemplate } from '../../scripts/granted-rights.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A stage as it would be deployed, without its functions' code; synthesized once a process, for it takes seconds. */
export interface StageTemplates {
  readonly stacks: StageStacks;
  readonly data: Template;
  readonly edge: Template;
  readonly pipeline: Template;
}

const known = new Map<StageName, StageTemplates>();

/** The templates of a stage. cdk-nag runs in it: what it finds and nobody acknowledged throws. */
export function stageTemplates(stage: StageName): StageTemplates {
  const made = known.get(stage) ?? synthesized(stage);
  known.set(stage, made);
  return made;
}

function synthesized(stage: StageName): StageTemplates {
  const outdir = mkdtempSync(join(tmpdir(), 'factsheets-cdk-'));
  const app = factsheetsApp({ outdir, builtinCloudFormationValidation: false }); // conformance runs it, beside cfn-lint
  const code = () => Code.fromInline('exports.handler = async () => null');
  const stacks = addStage(app, loadStageConfig(ROOT, stage), code);
  const [data, edge, pipeline] = [stacks.data, stacks.edge, stacks.pipeline].map((stack) => Template.fromStack(stack));
  if (!data || !edge || !pipeline) throw new Error('a stage has three stacks');
  return { stacks, data, edge, pipeline };
}

/** Templates as the scripts read them, as if they were one. */
export const synthesizedTemplate = (...templates: readonly Template[]): SynthesizedTemplate => ({
  Resources: Object.assign({}, ...templates.map((template) => template.toJSON().Resources)),
});

/** What has functions of a stage, in the order of the page on permissions. */
export const functionsOf = (stage: StageName): SynthesizedTemplate => {
  const { edge, pipeline } = stageTemplates(stage);
  return synthesizedTemplate(pipeline, edge);
};
