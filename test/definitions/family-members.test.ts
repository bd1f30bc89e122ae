import { describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadFamily, loadSheet } from '../../src/definitions/load-definitions.ts';
import { sheetLabel } from '../../src/definitions/sheet-title.ts';
import { withSheet } from './with-sheet.ts';

const FILES = openDefinitions();
const DEFINITIONS = await loadDefinitions(FILES);
const RELATED = { related: ['us-mexico-border'] };
const states = (members: unknown = 'all') =>
  withSheet('border-states', { ...RELATED, family: { by: 'state', members } });
const load = (files: typeof FILES, id = 'border-states') => loadFamily(files, DEFINITIONS, id);
const refusal = (files: typeof FILES, id = 'border-states'): Promise<string> =>
  loadSheet(files, DEFINITIONS, id).then(
    () => '',
    ({ message }: Error) => message,
  );

describe('a family of sheets', () => {
  it('has a sheet for each code that the whole counts, in the order of the code list', async () => {
    const [whole, ...members] = await load(states());
    expect(whole).toMatchObject({ id: 'border-states', family: { id: 'border-states', by: 'state' } });
    expect(whole.member).toBeUndefined();
    expect(whole.family?.members.map(({ sheet }) => sheet)).toEqual(members.map(({ id }) => id));
    expect(members).toHaveLength(88);
    expect(members[0]).toMatchObject({ id: 'border-states--us-al', member: 'US-AL', version: whole.version });
    expect(members.some(({ member }) => member?.startsWith('AR-'))).toBe(false);
  });

  it('names the codes that it counts and does not list', async () => {
    const [whole] = await load(withSheet('border-states', { ...RELATED, family: { by: 'type', members: ['sex'] } }));
    expect(whole.family?.unlisted).toEqual(['labor', 'sex-and-labor', 'other']);
    expect((await load(states()))[0].family?.unlisted).toEqual([]);
  });

  it('has the members that it lists', async () => {
    const [, ...members] = await load(states(['MX-JAL', 'US-TX']));
    expect(members.map(({ member }) => member)).toEqual(['US-TX', 'MX-JAL']);
  });

  it('counts in members only records that have the dimension', async () => {
    const [whole, texas] = await load(states(['US-TX']));
    expect(whole.figures.map(({ id }) => id)).toContain('signals');
    expect(texas?.figures.some(({ counts }) => counts === 'signals')).toBe(false);
    expect(texas?.figures.map(({ id }) => id)).toContain('victims-by-age');
  });

  it.each([
    ['gender', ['female', 'unknown']],
    ['age', ['minor']],
    ['nationality', ['MX', 'GT']],
  ])('may be of people by %s: members count only people', async (by, members) => {
    const [whole, ...own] = await load(withSheet('border-states', { ...RELATED, family: { by, members } }));
    expect(own.map(({ member }) => member).toSorted()).toEqual(members.toSorted());
    const counted = new Set(own.flatMap(({ figures }) => figures.map(({ counts }) => counts)));
    expect([...counted]).toEqual(['victims', 'traffickers']);
    expect(whole.figures.some(({ counts }) => counts === 'cases')).toBe(true);
  });

  it('counts signals by state in members if the sheet has a figure of them', async () => {
    const figures = [
      { id: 'signals', counts: 'signals' },
      { id: 'signals-by-state', counts: 'signals', by: 'state' },
    ];
    const files = withSheet('border-states', { ...RELATED, figures, family: { by: 'state', members: ['US-TX'] } });
    expect((await load(files))[1]?.figures.map(({ id }) => id)).toEqual(['signals', 'signals-by-state']);
  });

  it('may be of hotlines, whose members count every table', async () => {
    const files = withSheet('border-states', { ...RELATED, family: { by: 'hotline' } });
    const [whole, ...members] = await load(files);
    expect(members.map(({ id }) => id)).toEqual(['border-states--nhth', 'border-states--linea-nacional']);
    expect(members[0]?.figures).toEqual(whole.figures);
  });

  it.each([
    ['state', 'us-tx', 'Texas'],
    ['hotline', 'nhth', 'National Human Trafficking Hotline (Estados Unidos)'],
    ['line', 'lnctp', 'Línea Nacional Contra la Trata de Personas'],
    ['line', 'unknown', 'Se desconoce'],
    ['gender', 'female', 'Mujeres'],
    ['nationality', 'gt', 'Guatemala'],
  ])('names its sheets in lists by the labels of a %s', async (by, key, label) => {
    const files = withSheet('border-states', { ...RELATED, family: { by } });
    expect(await sheetLabel(files, `border-states--${key}`, 'es')).toBe(label);
  });

  it('relates its sheets to one another and to those that the folder declares', async () => {
    const files = states(['US-TX', 'MX-JAL']);
    const texas = await loadSheet(files, DEFINITIONS, 'border-states--us-tx');
    const ids = texas.related.map(({ id }) => id);
    expect(ids).toEqual(['border-states', 'border-states--mx-jal', 'us-mexico-border']);
    const border = await loadSheet(files, DEFINITIONS, 'us-mexico-border');
    expect(border.related.map(({ id }) => id)).toEqual([
      'border-states',
      'border-states--us-tx',
      'border-states--mx-jal',
    ]);
  });

  it.each([
    [{ by: 'state', members: ['US-XX'] }, /family\.members: no state "US-XX".*for example "members": \["US-AL"\]/u],
    [{ by: 'state', members: ['AR-B'] }, /family\.members: no state "AR-B"/u],
    [{ by: 'hotline', members: ['linea-145'] }, /no hotline "linea-145".*there are nhth, linea-nacional/u],
    [{ by: 'state', members: ['US-TX', 'US-TX'] }, /family\.members: "US-TX" is there twice/u],
    [{ by: 'month' }, /family\.by: members cannot differ by "month"; allowed are hotline, type, venue, gender/u],
    [{ by: 'state', members: [] }, /family\.members/u],
    [{ by: 'province' }, /family\.by: members cannot differ by "province"; allowed are hotline, type, .*line$/mu],
    [{ by: 'gender', members: ['woman'] }, /family\.members: no gender "woman".*there are male, female/u],
    [{ by: 'nationality', members: ['XX'] }, /family\.members: no country "XX"/u],
    [{ by: 'state', whole: false }, /family\.whole: must be true/u],
    [{ by: 'state', parent: 'x' }, /family: unknown key "parent"/u],
  ])('is refused when it is wrong: %j', async (family, message) => {
    const text = await refusal(withSheet('border-states', { ...RELATED, family }));
    expect(text).toMatch(message);
    expect(text).toContain('templates/border-states/sheet.json');
  });

  it('is refused if none of its figures counts records with the dimension', async () => {
    const figures = [{ id: 'signals', counts: 'signals' }];
    const files = withSheet('border-states', { ...RELATED, figures, family: { by: 'type' } });
    expect(await refusal(files)).toMatch(/family\.by: none of the figures counts records that have a type/u);
  });

  it('names the members when a sheet of another one is asked for', async () => {
    expect(await refusal(states(['US-TX']), 'border-states--us-xx')).toMatch(/members of its family are .*--us-tx/u);
    expect(await refusal(states(), 'us-mexico-border--us-tx')).toMatch(/it does not have a family/u);
    expect(await refusal(states(), 'nothing--us-tx')).toMatch(/there is no sheet "nothing--us-tx"; the sheets are/u);
  });

  it('is declared once to a sheet that counts the same file', async () => {
    const text = await refusal(withSheet('border-states', { family: { by: 'state' } }));
    expect(text.match(/do not declare their relation/gu)).toHaveLength(1);
  });
});
