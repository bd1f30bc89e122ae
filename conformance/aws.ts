import { fileURLToPath } from 'node:url';
import { parseHashKey } from '../src/adapters/hash-key.ts';
import { openAccount } from './aws/account.ts';
import { distributionChecks } from './aws/distribution-checks.ts';
import { identityChecks } from './aws/identity-checks.ts';
import { installDeployment } from './aws/localstack/deployment-checks.ts';
import { startMoto } from './aws/moto-server.ts';
import { pipelineChecks } from './aws/pipeline-checks.ts';
import { portalChecks } from './aws/portal-checks.ts';
import { restoreChecks } from './aws/restore-checks.ts';
import { storeChecks } from './aws/store-checks.ts';
import { tableChecks } from './aws/table-checks.ts';
import { templateChecks } from './aws/template-checks.ts';
import type { Check } from './check.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Checks the adapters and the complete pipeline against moto, an independent AWS emulator on this machine. */
export async function awsChecks(): Promise<Check[]> {
  installDeployment().catch(() => undefined); // the checks of the deployment report what could not be installed
  const moto = await startMoto();
  try {
    const hashKeyHex = '5a'.repeat(32);
    const hashKey = parseHashKey(hashKeyHex);
    if (!hashKey) throw new Error(`${hashKeyHex} is no key`);
    await openAccount({ endpoint: moto.endpoint, hashKeyHex, root: ROOT });
    const samples = `${ROOT}samples/exports`;
    const goldenFigures = `${ROOT}test/golden/us-mexico-border-2017-07/figures.json`;
    return [
      ...(await pipelineChecks({ samples, goldenFigures })),
      ...(await distributionChecks(moto.endpoint, hashKey)),
      ...(await storeChecks()),
      ...(await tableChecks()),
      ...(await restoreChecks()),
      ...(await portalChecks()),
      ...(await identityChecks(moto.endpoint)),
      ...(await templateChecks({ root: ROOT, moto: moto.endpoint, hashKey, hashKeyHex })),
    ];
  } finally {
    await moto.stop();
  }
}
