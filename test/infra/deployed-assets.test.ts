import { execFileSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleHandlers } from '../../lib/bundle-handlers.ts';
import {
  type DeployedAsset,
  deployedAssets,
  handlersOf,
  makeReadable,
  schedulesFile,
} from '../../lib/deployed-assets.ts';
import { type AssetName, FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { ROOT } from './stage-templates.ts';

const MB = 1_000_000;
/** Lambda's limit for a function with all its layers, unzipped, in bytes. */
const LAMBDA_LIMIT = 262_144_000;

let assets: Record<AssetName, DeployedAsset>;

beforeAll(async () => {
  assets = await deployedAssets(ROOT);
});

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

const modesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${path} ${(statSync(join(folder, path)).mode & 0o777).toString(8)}`)
    .sort();

/** Reads the class and the machine of an ELF file: 2 is 64 bits, 183 AArch64, 62 x86-64. */
function elf(path: string): { magic: string; bits: number | undefined; machine: number } {
  const head = Buffer.alloc(20);
  const file = openSync(path, 'r');
  readSync(file, head, 0, 20, 0);
  closeSync(file);
  return { magic: head.toString('latin1', 0, 4), bits: head[4], machine: head.readUInt16LE(18) };
}

describe('what functions are deployed from', () => {
  it('holds DuckDB for arm64 whatever machine this is, and for no other', () => {
    const libraries = filesOf(assets.facts.folder).filter((file) => /\.(?:node|so|dylib|dll)$/u.test(file));
    expect(libraries.map((file) => file.split('/').slice(-2).join('/')).sort()).toEqual([
      'node-bindings-linux-arm64/duckdb.node',
      'node-bindings-linux-arm64/libduckdb.so',
    ]);
    for (const file of libraries)
      expect(elf(join(assets.facts.folder, file))).toEqual({ magic: '\x7fELF', bits: 2, machine: 183 });
  });

  it.each(['facts', 'pages'] as const)('has a handler and its source map for every function of %s', (name) => {
    const files = filesOf(assets[name].folder);
    for (const step of handlersOf(name))
      expect(files).toEqual(expect.arrayContaining([`${step}.js`, `${step}.js.map`]));
  });

  it('carries definitions, compiled sheets and fonts beside the page’s handler, and no library but the solver', () => {
    const files = filesOf(assets.pages.folder);
    expect(files).toContain('hotlines/nhth.json');
    expect(files).toContain('templates/us-mexico-border/sheet.json');
    expect(files).toContain('fonts/Barlow-Regular.ttf');
    expect(files).toContain('pictures/resvg.wasm');
    expect(files).toEqual(expect.arrayContaining(['compiled/linea-145.json', 'compiled/us-mexico-border.json']));
    expect(files.filter((file) => file.startsWith('node_modules/') && !file.startsWith('node_modules/highs/'))).toEqual(
      [],
    );
  });

  it.each(['pages', 'facts'] as const)('starts the solver from what the asset %s has of its package', (name) => {
    const code = `import load from 'highs'; console.log(typeof (await load()).withModel, import.meta.resolve('highs'))`;
    const cwd = assets[name].folder;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd, encoding: 'utf8' });
    expect(said).toMatch(/^function /u);
    expect(said).toContain(`${basename(cwd)}/node_modules/highs/`); // not that of the program
  });

  it('has the schedules of every stage where the function that sends reads them', async () => {
    const schedules = Array.from({ length: 200 }, (_, index) => ({ sheet: `sheet-${index}`, cron: '0 9 15 * *' }));
    const { pages, facts } = await deployedAssets(ROOT, { prod: schedules, dev: [] });
    expect(JSON.parse(readFileSync(join(pages.folder, schedulesFile('prod')), 'utf8'))).toEqual(schedules);
    expect(readFileSync(join(pages.folder, schedulesFile('dev')), 'utf8')).toBe('[]');
    expect(pages.hash).not.toBe(assets.pages.hash);
    expect(facts).toEqual(assets.facts);
    rmSync(pages.folder, { recursive: true });
  });

  it('is small: the page under 5 MB, each asset far below what Lambda takes', () => {
    expect(statSync(join(assets.pages.folder, 'render-report.js')).size).toBeLessThan(5 * MB);
    for (const { folder } of Object.values(assets)) {
      const size = filesOf(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
      expect(size).toBeLessThan(LAMBDA_LIMIT / 2);
    }
  });

  it('can be read by whoever runs the function, whatever the umask of the machine that makes it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'factsheets-modes-'));
    const before = process.umask(0o077);
    mkdirSync(join(folder, 'hotlines'));
    writeFileSync(join(folder, 'hotlines/a.json'), '{}');
    process.umask(before);
    makeReadable(folder);
    expect(modesOf(folder)).toEqual(['hotlines 755', 'hotlines/a.json 644']);
    rmSync(folder, { recursive: true });
    for (const asset of Object.values(assets))
      expect(modesOf(asset.folder).filter((one) => !/ (?:644|755)$/u.test(one))).toEqual([]);
  });

  it('is made once of equal contents', async () => expect(await deployedAssets(ROOT)).toEqual(assets));

  it.each(Object.entries(FUNCTION_SIZES))('loads the handler of %s under plain node', (step, { asset }) => {
    const folder = runnable(asset);
    const script = `process.stdout.write(typeof require(${JSON.stringify(join(folder, `${step}.js`))}).handler)`;
    const env = {
      PATH: process.env.PATH,
      AWS_REGION: 'us-east-1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env })).toBe('function');
  });

  it('refuses a bundle that would break where it is deployed', async () => {
    await expect(bundleHandlers(ROOT, ['../test/infra/breaking-handler'])).rejects.toThrow('import.meta');
  });

  /** Copies the handlers alone to a folder in the repository, where they find this machine's own library of DuckDB. */
  function runnable(asset: AssetName): string {
    if (asset === 'pages') return assets.pages.folder;
    const folder = join(ROOT, '.cache', 'runnable');
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(assets.facts.folder, 'package.json'), join(folder, 'package.json'));
    for (const step of handlersOf('facts'))
      copyFileSync(join(assets.facts.folder, `${step}.js`), join(folder, `${step}.js`));
    return folder;
  }
});
