import { describe, expect, it } from 'vitest';
import { isLitter, leadsToLitter } from '../../src/domain/litter.ts';

describe('litter', () => {
  it.each([
    '.DS_Store',
    '._cases.csv',
    '__MACOSX',
    'Icon\r',
    'Thumbs.db',
    'ehthumbs.db',
    'desktop.ini',
    '$RECYCLE.BIN',
    'System Volume Information',
    '~$cases.xlsx',
    '.~lock.cases.csv#',
    '@eaDir',
    '#recycle',
    'cases.csv@SynoEAStream',
    '@Recycle',
    '@Recently-Snapshot',
    '.@__thumb',
    'lost+found',
    'cases.csv.crdownload',
    'Unconfirmed 8231.crdownload',
    'cases.csv.part',
    'cases.csv.partial',
    'cases.csv.filepart',
    'cases.csv.download',
    'cases.csv~',
    '#cases.csv#',
    '.cases.csv.swp',
    'cases.csv.swp',
    'cases.csv.bak',
    '~WRL0001.tmp',
    '.cases.csv.Xa81Kd',
    '~syncthing~cases.csv',
    '.dropbox',
    '.nfs0000000001',
  ])('is %j, in a folder too', (name) => {
    expect(isLitter(name)).toBe(true);
    expect(leadsToLitter(`nhth/2017-07/${name}`)).toBe(true);
    expect(leadsToLitter(`nhth\\${name}\\cases.csv`)).toBe(true);
  });

  it.each([
    'cases.csv',
    'cases (conflicted copy).csv',
    'partial.csv',
    'tmp.csv',
    '#1.csv',
    '@home.csv',
    'lost and found.csv',
    '2017-07',
    'nhth',
    '.',
    '..',
  ])('is not %j', (name) => {
    expect(isLitter(name)).toBe(false);
    expect(leadsToLitter(`./nhth/${name}`)).toBe(false);
  });
});
