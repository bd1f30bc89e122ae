import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addStage, factsheetsApp, type StageStacks } from '../../lib/factsheets-app.ts';
import { loadStageConfig, type StageConfig, type StageName } from '../../lib/stage-config.ts';
import type { SynthesizedTemplate } from '../../scripts/granted-rights.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A stage as deployed, but without its functions' code. It is synthesized once per process, because that takes seconds.
 */
export interface StageTemplates {
  readonly stacks: StageStacks;
  readonly data: Template;
  readonly edge: Template;
  readonly pipeline: Template;
}

const known = new Map<StageName, StageTemplates>();

/** Returns the templates of a stage. cdk-nag runs in it and throws for findings without an acknowledgement. */
export function stageTemplates(stage: StageName): StageTemplates {
  const made = known.get(stage) ?? synthesizeStage(loadStageConfig(ROOT, stage));
  known.set(stage, made);
  return made;
}

/** Synthesizes the templates of a configuration. */
export function synthesizeStage(config: StageConfig): StageTemplates {
  const outdir = mkdtempSync(join(tmpdir(), 'factsheets-cdk-'));
  // conformance runs it, next to cfn-lint
  const app = factsheetsApp({ outdir, builtinCloudFormationValidation: false });
  const code = () => Code.fromInline('exports.handler = async () => null');
  const stacks = addStage(app, config, code);
  const [data, edge, pipeline] = [stacks.data, stacks.edge, stacks.pipeline].map((stack) => Template.fromStack(stack));
  if (!data || !edge || !pipeline) throw new Error('a stage has three stacks');
  return { stacks, data, edge, pipeline };
}

/** Combines templates into one, in the form that the scripts read. */
export const synthesizedTemplate = (...templates: readonly Template[]): SynthesizedTemplate => ({
  Resources: Object.assign({}, ...templates.map((template) => template.toJSON().Resources)),
});

/** Returns the stacks of a stage that have functions, in the order of the page on permissions. */
export const functionsOf = (stage: StageName): SynthesizedTemplate => {
  const { edge, pipeline } = stageTemplates(stage);
  return synthesizedTemplate(pipeline, edge);
};
