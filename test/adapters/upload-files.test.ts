import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { uploadFiles } from '../../src/adapters/local/upload-files.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'factsheets-uploads-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const put = async (path: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), '');
};

describe('the uploads of a folder', () => {
  it('are its files, however deep, in the order of their keys', async () => {
    for (const path of ['b/2016-05/víctimas de julio.csv', 'a/2016-05/x.csv', 'stray.csv', 'a/b/c/d.csv'])
      await put(path);
    expect(await uploadFiles(root)).toEqual([
      'a/2016-05/x.csv',
      'a/b/c/d.csv',
      'b/2016-05/víctimas de julio.csv',
      'stray.csv',
    ]);
  });

  it.each([
    '.DS_Store',
    '.git/config',
    '~$report.xlsx',
    'cases.csv~',
    '#cases.csv#',
    '.cases.csv.swp',
    'cases.csv.part',
    'cases.csv.crdownload',
    'Thumbs.db',
    '@eaDir/cases.csv/SYNOFILE_THUMB_M.png',
    '#recycle/cases.csv',
    '.@__thumb/cases.csv',
    'lost+found/#12',
  ])('are not %s', async (name) => {
    await put(`nhth/2016-05/${name}`);
    expect(await uploadFiles(root)).toEqual([]);
  });

  it('are those that links lead to, but for a link to nowhere and one into its own folders', async () => {
    await put('kept/cases.csv');
    await mkdir(join(root, 'nhth', '2016-05'), { recursive: true });
    await symlink('../../kept/cases.csv', join(root, 'nhth', '2016-05', 'cases.csv'));
    await symlink('../kept', join(root, 'nhth', '2016-06'));
    await symlink('nowhere', join(root, 'nhth', '2016-05', 'victims.csv'));
    await symlink('../..', join(root, 'nhth', '2016-05', 'loop'));
    await symlink('itself', join(root, 'itself'));
    expect(await uploadFiles(root)).toEqual(['kept/cases.csv', 'nhth/2016-05/cases.csv', 'nhth/2016-06/cases.csv']);
  });

  it('are not considered deleted because a folder cannot be read', async () => {
    await expect(uploadFiles(join(root, 'absent'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
