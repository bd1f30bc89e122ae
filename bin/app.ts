import { fileURLToPath } from 'node:url';
import { AssetHashType } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type DeployedAsset, deployedAssets } from '../lib/deployed-assets.ts';
import { addStage, factsheetsApp } from '../lib/factsheets-app.ts';
import { deployedPortalFiles, deployedSiteFiles } from '../lib/portal-files.ts';
import { ConfigInvalid, loadStageConfig, STAGES } from '../lib/stage-config.ts';
import { loadAssets } from '../local/portal/portal-assets.ts';
import { siteAssets } from '../local/public/site-assets.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * The CDK app: both stages, or the stage of `-c stage=dev`. `cdk` (cdk.json) and `npm run synth` run it. CDK's own
 * validation of the templates takes half of the time, so it runs only when the caller sets the output folder, as
 * conformance does, and `cdk` before it deploys.
 */
async function main(): Promise<void> {
  const { CDK_OUTDIR: folder } = process.env;
  const app = factsheetsApp({ outdir: folder ?? 'out/cdk', builtinCloudFormationValidation: folder !== undefined });
  const wanted: unknown = app.node.tryGetContext('stage');
  const configs = (typeof wanted === 'string' ? [wanted] : STAGES).map((stage) => loadStageConfig(ROOT, stage));
  const schedules = configs.map(({ stage, mail }) => [stage, mail?.written ?? []] as const);
  const pageFiles = [...deployedPortalFiles(await loadAssets()), ...deployedSiteFiles(await siteAssets())];
  const assets = await deployedAssets(ROOT, Object.fromEntries(schedules), pageFiles);
  for (const config of configs) addStage(app, config, (name) => codeOf(assets[name]));
  app.synth();
}

/** The hash is known, so CDK does not have to read 70 MB again to compute one. */
const codeOf = ({ folder, hash }: DeployedAsset): Code =>
  Code.fromAsset(folder, { assetHashType: AssetHashType.CUSTOM, assetHash: hash });

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigInvalid)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
