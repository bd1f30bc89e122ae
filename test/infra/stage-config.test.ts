import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMailConfig } from '../../lib/mail-config.ts';
import { loadStageConfig, STAGES } from '../../lib/stage-config.ts';
import { ROOT } from './stage-templates.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'factsheets-config-'));
  mkdirSync(join(folder, 'config'));
  mkdirSync(join(folder, 'hotlines'));
  mkdirSync(join(folder, 'codes'));
  writeFileSync(join(folder, 'codes/gender.json'), '{}');
  writeFileSync(join(folder, 'codes/code-list.schema.json'), '{}');
  mkdirSync(join(folder, 'templates/border'), { recursive: true });
  writeFileSync(join(folder, 'hotlines/nhth.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

const GOOD = {
  reviewers: ['r@example.org'],
  operators: ['o@example.org'],
  dueDays: { nhth: 10 },
  reviewDays: 7,
  canary: false,
  backup: null,
  logDays: 365,
  dataOnDelete: 'keep',
  readingsAtATime: 4,
  familyConcurrency: 20,
  answersAtATime: 5,
  runbook: 'https://wiki.example.org/runbook.md',
  access: { administrators: ['Admin'], uploaders: [], reviewers: [] },
  tableName: null,
  monthlyBudget: 60,
};

const load = (change: object, stage = 'prod') => {
  writeFileSync(join(folder, `config/${stage}.json`), JSON.stringify({ ...GOOD, ...change }));
  return loadStageConfig(folder, stage);
};

describe('the configuration of a stage', () => {
  it.each(STAGES)('of %s is right', (stage) => expect(loadStageConfig(ROOT, stage).stage).toBe(stage));

  it('is that of its file, with the name of the stage', () =>
    expect(load({})).toEqual({ ...GOOD, stage: 'prod', mail: null, portal: null, public: null, query: null }));

  it('lets drafts wait for 14 days where it says nothing else', () =>
    expect(load({ reviewDays: undefined }).reviewDays).toBe(14));

  it('runs the canary where it says nothing else', () => expect(load({ canary: undefined }).canary).toBe(true));

  it('has a portal where it says so, with the hotlines whose analysts get a group', () => {
    expect(load({ portal: {} }).portal).toEqual({ domain: null, requestsPerSecond: 50, hotlines: ['nhth'] });
  });

  it('lets a query of an analyst read 1 GB where it says nothing else', () => {
    expect(load({ query: { roles: ['Analyst'] } }).query?.gigabytesPerQuery).toBe(1);
    const largest = load({ query: { roles: ['Analyst'], gigabytesPerQuery: 1000 } });
    expect(largest.query?.gigabytesPerQuery).toBe(1000);
  });

  it('lets analysts query the columns of the code lists that were added to the repository', () => {
    expect(load({ query: { roles: ['Analyst'] } }).query?.columns.map(({ name }) => name)).toEqual(['states']);
    const codes = [{ key: 'unknown', label: { en: 'Unknown' }, aliases: [] }];
    const list = { name: 'caller', label: { en: 'Caller' }, tables: ['signals', 'cases'], codes };
    writeFileSync(join(folder, 'codes/caller.json'), JSON.stringify(list));
    expect(load({ query: { roles: ['Analyst'] } }).query?.columns).toMatchObject([
      { table: 'signals', name: 'states', type: 'VARCHAR[]' },
      { table: 'signals', name: 'own_caller', type: 'VARCHAR', otherwise: "'unknown'" },
      { table: 'cases', name: 'own_caller', type: 'VARCHAR', otherwise: "'unknown'" },
    ]);
  });

  it('names a code list that cannot be a column', () => {
    writeFileSync(join(folder, 'codes/caller.json'), '{ "name": "caller" }');
    expect(() => load({ query: { roles: ['Analyst'] } })).toThrow(
      'codes/caller.json is not a code list; run factsheets doctor',
    );
  });

  it.each([
    [{ portal: { requestsPerSecond: 0 } }, 'config/prod.json: portal.requestsPerSecond: '],
    [
      { portal: { domain: { name: 'https://sheets.example.org', certificate: 'c' } } },
      'config/prod.json: portal.domain.name: must be a host name, such as sheets.example.org',
    ],
    ...[0, 1001, 1.5, '1', null].map((gigabytesPerQuery): [object, string] => [
      { query: { roles: ['Analyst'], gigabytesPerQuery } },
      'config/prod.json: query.gigabytesPerQuery: must be a whole number of GB from 1 to 1,000',
    ]),
    [{ backup: { keepDays: 1 } }, 'config/prod.json: backup.keepDays: '],
    [
      { backup: { keepDays: 90, copyTo: 'a vault' } },
      'config/prod.json: backup.copyTo: must be the ARN of a backup vault',
    ],
    [{ canary: 'daily' }, 'config/prod.json: canary: '],
    [{ reviewDays: 0 }, 'config/prod.json: reviewDays: '],
    [{ account: '12' }, 'config/prod.json: account: must be 12 digits'],
    [{ region: 'Virginia' }, 'config/prod.json: region: must be a region such as us-east-1'],
    [{ reviewers: ['nobody'] }, 'config/prod.json: reviewers.0: must be an e-mail address'],
    [{ operators: [] }, 'config/prod.json: operators: '],
    [{ dueDays: { nhth: 31 } }, 'config/prod.json: dueDays.nhth: '],
    [{ dueDays: { other: 3 } }, 'config/prod.json: dueDays.other: there is no such hotline; the hotlines are nhth'],
    [{ logDays: 100 }, 'config/prod.json: logDays: must be one of 7, 14, 30'],
    [{ dataOnDelete: 'burn' }, 'config/prod.json: dataOnDelete: '],
    [{ dataOnDelete: 'destroy' }, 'config/prod.json: dataOnDelete: must be "keep" in prod'],
    [{ readingsAtATime: 1 }, 'config/prod.json: readingsAtATime: '],
    [{ familyConcurrency: 0 }, 'config/prod.json: familyConcurrency: '],
    [{ answersAtATime: 0 }, 'config/prod.json: answersAtATime: '],
    [{ monthlyBudget: 0 }, 'config/prod.json: monthlyBudget: '],
    [{ runbook: 'docs/runbook.md' }, 'config/prod.json: runbook: must be the https address of a page'],
    [
      { runbook: 'https://wiki.example.org/runbook.md#top' },
      'config/prod.json: runbook: must be the https address of a page',
    ],
    [{ answersAtATime: undefined }, 'config/prod.json: answersAtATime: '],
    [
      { mail: { sender: 'nobody', identity: 'create', schedules: [] } },
      'config/prod.json: mail.sender: must be an address',
    ],
    [
      {
        mail: {
          sender: 'a@example.org',
          identity: 'create',
          schedules: [{ sheet: 'border', day: 31, at: '09:00', zone: 'UTC' }],
        },
      },
      'config/prod.json: mail.schedules[0]: day: not every month has a day 31',
    ],
    [
      {
        mail: {
          sender: 'a@example.org',
          identity: 'create',
          schedules: [{ sheet: 'other', day: 1, at: '09:00', zone: 'UTC' }],
        },
      },
      'config/prod.json: mail.schedules: there is no sheet "other"; the sheets are border',
    ],
    [{ mail: { sender: 'a@example.org', schedules: [] } }, 'config/prod.json: mail.identity: '],
    [{ colour: 'red' }, 'config/prod.json: the file: '],
  ])('refuses %j', (change, message) => expect(() => load(change)).toThrow(message));

  it('takes the schedules of two hundred sheets', () => {
    const sheets = Array.from({ length: 200 }, (_, index) => `sheet-${index}`);
    const schedules = sheets.map((sheet) => ({
      sheet,
      day: 15,
      at: '09:00',
      zone: 'America/Mexico_City',
      replyTo: 'figures@example.org',
    }));
    const config = readMailConfig({ sender: 'a@example.org', identity: 'create', schedules }, sheets);
    expect(config).toMatchObject({ domain: 'example.org', schedules: { length: 200 } });
  });

  it('reads who sends, from which domain, and when', () => {
    const schedules = [{ sheet: 'border', day: 15, at: '09:00', zone: 'America/Mexico_City' }];
    const { mail } = load({ mail: { sender: 'Fact sheets <a@mail.example.org>', identity: 'create', schedules } });
    expect(mail).toMatchObject({ domain: 'mail.example.org', written: schedules });
    expect(mail?.schedules.map(({ sheet, zone }) => `${sheet} ${zone}`)).toEqual(['border America/Mexico_City']);
  });

  it('reports every wrong value at once', () => {
    expect(() => load({ account: '1', logDays: 1 })).toThrow(/account.*\n.*logDays/u);
  });

  it('refuses an unknown stage, listing the known ones', () => {
    expect(() => loadStageConfig(folder, 'test')).toThrow('there is no stage "test"; the stages are dev, prod');
  });

  it('refuses a file that is missing or not JSON', () => {
    expect(() => loadStageConfig(folder, 'dev')).toThrow('config/dev.json is missing');
    writeFileSync(join(folder, 'config/dev.json'), '{');
    expect(() => loadStageConfig(folder, 'dev')).toThrow('config/dev.json is not valid JSON');
    writeFileSync(join(folder, 'config/dev.json'), Buffer.from('\ufeff{}', 'utf16le'));
    expect(() => loadStageConfig(folder, 'dev')).toThrow('config/dev.json: the file is UTF-16');
  });

  it('takes a file with a byte-order mark', () => {
    const marked = `\ufeff${readFileSync(join(ROOT, 'config/dev.json'), 'utf8')}`;
    writeFileSync(join(folder, 'config/dev.json'), '{');
    expect(() => loadStageConfig(folder, 'dev')).toThrow('is not valid JSON');
    writeFileSync(join(folder, 'config/dev.json'), marked);
    expect(() => loadStageConfig(folder, 'dev')).not.toThrow('is not valid JSON');
  });

  it('holds no address of a person', () => {
    for (const stage of STAGES)
      expect(readFileSync(join(ROOT, `config/${stage}.json`), 'utf8')).not.toMatch(/@(?!example\.org)/u);
  });

  it.each([
    ['sheets@mail.hotline.mx', 'mail.hotline.mx'],
    ['"Müller, Jörg" <j+sheets@hotline.mx>', 'hotline.mx'],
    ['Hojas <hojas@mañana.mx>', 'xn--maana-pta.mx'],
    ['Sheets <"fact sheets"@hotline.mx>', 'hotline.mx'],
  ])('takes the sender %s, whose domain is %s', (sender, domain) => {
    expect(readMailConfig({ sender, identity: 'create', schedules: [] }, [])).toMatchObject({ sender, domain });
  });

  it.each([
    ['a@hotline.mx, b@hotline.mx', 'sender: must be an address'],
    ['Eve\r\nBcc: b@hotline.mx <a@hotline.mx>', 'sender: must be an address'],
    ['jörg@hotline.mx', 'sender: SES takes only ASCII characters before the @'],
  ])('refuses the sender %j', (sender, error) => {
    expect(readMailConfig({ sender, identity: 'create', schedules: [] }, [])).toEqual([expect.stringContaining(error)]);
  });
});
