import { describe, expect, it } from 'vitest';
import { normalAddress } from '../../src/distribution/list/check-entry.ts';
import { readStakeholderList, stakeholderId } from '../../src/distribution/list/stakeholder-list.ts';
import { listErrorText, remarkText } from '../../src/words/list-error-text.ts';

const KNOWN = new Map([
  ['us-mexico-border', { languages: ['en', 'es'] as const }],
  ['linea-145', { languages: ['es'] as const }],
]);
const HEAD = 'name,email,organisation,language,sheets,delivery\n';
/** Reads a list, with its errors in English; null where there are none. */
const readCsv = (csv: string) => {
  const { list, errors } = readStakeholderList(csv, KNOWN);
  const complaints = errors.length === 0 ? null : errors.map((error) => listErrorText(error, 'en'));
  return { list, complaints };
};
const read = (lines: string) => readCsv(HEAD + lines);

describe('an address', () => {
  it.each([
    [' Ana.Reyes@Example.ORG ', 'ana.reyes@example.org'],
    ['ana+sheets@mañana.mx', 'ana+sheets@xn--maana-pta.mx'],
    ['ana@xn--maana-pta.mx', 'ana@xn--maana-pta.mx'],
    ["o'hara@example.org", "o'hara@example.org"],
    ['\ufeffana@exa\u00admple.org\u200b', 'ana@example.org'],
    ['"Ana"@example.org', 'ana@example.org'],
    ['"ana reyes"@example.org', '"ana reyes"@example.org'],
    ['"ana..r\\"@\\\\"@example.org', '"ana..r\\"@\\\\"@example.org'],
    ['A\u0301na@Mañana.MX', 'ána@xn--maana-pta.mx'],
    ['δοκιμή@παράδειγμα.gr', 'δοκιμή@xn--hxajbheg2az3al.gr'],
  ])('%s is kept as %s', (text, kept) => expect(normalAddress(text)).toBe(kept));

  it.each([
    'ana',
    'ana@',
    '@example.org',
    'ana@localhost',
    'ana@example..org',
    'ana@-example.org',
    'ana@127.0.0.1',
    'ana reyes@example.org',
    'ana.@example.org',
    '"ana@example.org',
    '""@example.org',
    'ana@[127.0.0.1]',
    'ana\u2003reyes@example.org',
    `${'á'.repeat(33)}@example.org`,
    'ana@example.org\nBcc: eve@example.org',
    'ana@exa@mple.org',
    `${'a'.repeat(65)}@example.org`,
    `ana@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.org`,
  ])('%j is none', (text) => expect(normalAddress(text)).toBeNull());

  it('is known by a hash that another key makes otherwise', () => {
    const hash = stakeholderId(Buffer.from('one'), 'ana@example.org');
    expect(hash).toMatch(/^[0-9a-f]{32}$/u);
    expect(stakeholderId(Buffer.from('two'), 'ana@example.org')).not.toBe(hash);
  });
});

describe('a list of stakeholders', () => {
  it('is read whatever the order of its headings, its byte-order mark and its spaces', () => {
    const csv =
      '\uFEFFEmail, Name,delivery,sheets,language,organisation\r\n Ana@Example.org ,"Reyes, Ana",Link,us-mexico-border,ES,\r\n,,,,,\r\n';
    expect(readCsv(csv).list).toEqual({
      entries: [
        {
          name: 'Reyes, Ana',
          address: 'ana@example.org',
          organisation: '',
          language: 'es',
          sheets: ['us-mexico-border'],
          delivery: 'link',
        },
      ],
      lines: [2],
      merged: [],
      remarks: [{ line: 2, kind: 'comma-in-name' }],
    });
  });

  it('is read with semicolons between its cells, and with them inside a quoted one', () => {
    const csv =
      '\uFEFFname;email;organisation;language;delivery;sheets\r\nJosé;jose@example.org;"Red; Norte, A.C.";es;link;"linea-145;us-mexico-border"\r\n';
    expect(readCsv(csv).list.entries).toMatchObject([
      { name: 'José', organisation: 'Red; Norte, A.C.', sheets: ['linea-145', 'us-mexico-border'] },
    ]);
  });

  it('is refused where a line has more cells than headings: what is beyond them would be lost', () => {
    const csv =
      'name;email;organisation;language;delivery;sheets\nAna;ana@example.org;;es;link;linea-145;us-mexico-border\n';
    expect(readCsv(csv).complaints).toEqual([
      'line 2: has more cells than line 1; put a cell with a separator in it into quotation marks',
    ]);
    expect(read('Ana,ana@example.org,,es,linea-145,link,,\n').complaints).toBeNull();
  });

  it.each([
    ['tabs', '\t'],
    ['semicolons', ';'],
    ['bars', '|'],
  ])(
    'is read with %s between its cells and empty columns behind them, after a line that names the separator',
    (_what, by) => {
      const rows = [
        ['name', 'email', 'organisation', 'language', 'sheets', 'delivery', '', ''],
        ['Ana', '\u200bana@example.org\u200e', '', 'es', 'linea-145', 'link', '', ''],
      ];
      const { list } = readCsv(`sep=${by}\n${rows.map((row) => row.join(by)).join('\n')}\n`);
      expect(list.entries).toMatchObject([{ name: 'Ana', address: 'ana@example.org', sheets: ['linea-145'] }]);
    },
  );

  it('names the line of the file whatever is above', () => {
    const csv = `sep=,\n\n${HEAD}Ana,nobody,,es,linea-145,link\n`;
    expect(readCsv(csv).complaints).toEqual(['line 4: email is not a valid address; write name@example.org']);
  });

  it('is refused where its names were encoded twice', () => {
    expect(read('JosÃ©,jose@example.org,,es,linea-145,link\n').complaints).toEqual([
      'line 2: the text was encoded as UTF-8 twice ("Ã³" where a letter was)',
    ]);
  });

  it('is read with Spanish headings and words, without the columns that may be left out', () => {
    const csv = 'Nombre;Correo electrónico;Idioma;Hojas\nJosé;jose@hotline.mx;Español;linea-145\n';
    expect(readCsv(csv).list.entries).toEqual([
      {
        name: 'José',
        address: 'jose@hotline.mx',
        organisation: '',
        language: 'es',
        sheets: ['linea-145'],
        delivery: 'attachment',
      },
    ]);
    expect(read('Jo,jo@hotline.mx,,Inglés,us-mexico-border,Enlace\n').list.entries).toMatchObject([
      { language: 'en', delivery: 'link' },
    ]);
    expect(read('Jo,jo@hotline.mx,,en,us-mexico-border,\n').list.entries).toMatchObject([{ delivery: 'attachment' }]);
  });

  it('remarks on a local part that is not ASCII, which not every mail server takes', () => {
    expect(
      read('Jö,jörg@hotline.mx,,en,us-mexico-border,\n').list.remarks.map((remark) => remarkText(remark, 'en')),
    ).toEqual(['line 2: the part before the @ is not ASCII; SES and many mail servers do not take it']);
  });

  it('merges lines of one address: the sheets of all, the rest of the last', () => {
    const { list } = read(
      'Ana,ana@example.org,,es,us-mexico-border,link\nAna R,ANA@example.org,ONG,es,linea-145,attachment\n',
    );
    expect(list.entries).toMatchObject([
      { name: 'Ana R', organisation: 'ONG', sheets: ['us-mexico-border', 'linea-145'], delivery: 'attachment' },
    ]);
    expect(list.merged).toEqual([{ line: 3, into: 2, changed: ['name', 'organisation', 'sheets', 'delivery'] }]);
  });

  it('is refused entirely, with every line that is wrong, and without an address', () => {
    const { list, complaints } = read(
      'Ana,ana@nowhere,,fr,us-mexico-border,link\nBo,bo@example.org,,en,linea-145 and,post\n"a\nb",c@example.org,,es,,link\n',
    );
    expect(list.entries).toEqual([]);
    expect(complaints).toEqual([
      'line 2: email is not a valid address; write name@example.org',
      'line 2: language must be en or es (or English, Español)',
      'line 3: 1 of its sheets does not exist; there are us-mexico-border, linea-145',
      'line 3: sheet linea-145 is not written in English',
      'line 3: delivery must be attachment or link',
      'line 5: name must be 1 to 100 characters on one line',
      'line 5: sheets is empty',
    ]);
    expect(complaints?.join()).not.toContain('nowhere');
  });

  it.each([
    ['name,post\n', [/lacks email, language, sheets/, /1 other heading/]],
    ['name,email,email,organisation,language,sheets,delivery\n', [/email is there twice/]],
    [`${HEAD}"Ana,ana@example.org\n`, [/the file is not a CSV \(CSV_QUOTE_NOT_CLOSED\)/]],
  ])('is refused for its headings or its shape: %j', (csv, messages) => {
    const { complaints } = readCsv(csv);
    for (const [at, message] of messages.entries()) expect(complaints?.[at]).toMatch(message);
  });
});
