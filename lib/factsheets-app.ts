import { App, type AppProps, Tags, Validations } from 'aws-cdk-lib';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { DataStack } from './data-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { PipelineStack } from './pipeline-stack.ts';
import type { StageConfig } from './stage-config.ts';
import type { AssetCode } from './step-lambda.ts';

/** The stacks of a stage, in the order of deployment. */
export interface StageStacks {
  readonly data: DataStack;
  readonly edge: EdgeStack;
  readonly pipeline: PipelineStack;
}

/**
 * Returns an app to synthesize, with every feature flag that CDK recommends for a new project of its (exactly pinned)
 * version. Synthesis fails if cdk-nag reports a finding without an acknowledged reason.
 */
export function factsheetsApp(props: AppProps = {}): App {
  const app = new App({
    ...props,
    analyticsReporting: false,
    context: { ...CURRENTLY_RECOMMENDED_FLAGS, ...STRONG, ...props.context },
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}

/** Adds the stacks `Factsheets-<Stage>-Data`, `-Edge` and `-Pipeline`. */
export function addStage(app: App, config: StageConfig, code: AssetCode): StageStacks {
  const { account, region, stage } = config;
  const env = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  const name = `Factsheets-${stage[0]?.toUpperCase()}${stage.slice(1)}`;
  const data = new DataStack(app, `${name}-Data`, {
    config,
    env,
    terminationProtection: config.dataOnDelete === 'keep',
    description: `Hotline fact sheets, ${stage}: data that outlives deployments`,
  });
  const description = `Hotline fact sheets, ${stage}: from an upload to a fact sheet`;
  const edge = new EdgeStack(app, `${name}-Edge`, {
    config,
    env,
    data,
    code,
    terminationProtection: config.dataOnDelete === 'keep',
    description: `Hotline fact sheets, ${stage}: addresses that people outside the account use`,
  });
  const pipeline = new PipelineStack(app, `${name}-Pipeline`, {
    config,
    env,
    data,
    edge,
    code,
    description,
  });
  for (const stack of [data, edge, pipeline]) {
    Tags.of(stack).add('project', 'hotline-factsheets');
    Tags.of(stack).add('stage', stage);
  }
  return { data, edge, pipeline };
}

/** As long as the pipeline reads a bucket, the bucket's stack cannot remove it. */
const STRONG = { '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
