import { describe, expect, it } from 'vitest';
import { encodedSender, readSender, senderText } from '../../src/adapters/sender.ts';

describe('a sender', () => {
  it.each([
    ['sheets@hotline.org', 'sheets@hotline.org'],
    ['Fact sheets <Sheets@Hotline.org>', 'Fact sheets <sheets@hotline.org>'],
    ['"Müller, Jörg" <j@hotline.org>', '"Müller, Jörg" <j@hotline.org>'],
    ['Müller, Jörg <j@hotline.org>', '"Müller, Jörg" <j@hotline.org>'],
    ['"The \\"Sheets\\"" <j@hotline.org>', '"The \\"Sheets\\"" <j@hotline.org>'],
    ['Hojas <hojas+envío@mañana.mx>', 'Hojas <hojas+envío@xn--maana-pta.mx>'],
    ['Sheets <"fact sheets"@hotline.org>', 'Sheets <"fact sheets"@hotline.org>'],
    ['<sheets@hotline.org>', 'sheets@hotline.org'],
  ])('%s is read as %s', (text, kept) => {
    const sender = readSender(text);
    expect(sender && senderText(sender)).toBe(kept);
    expect(sender && readSender(senderText(sender))).toEqual(sender);
  });

  it.each([
    'nobody',
    'Sheets <nobody>',
    'a@hotline.org, b@hotline.org',
    'A <a@hotline.org>, B <b@hotline.org>',
    'A <a@hotline.org> <b@hotline.org>',
    'list: a@hotline.org;',
    'Eve\r\nBcc: all@hotline.org <a@hotline.org>',
    'a@hotline.org <b@hotline.org>',
    '',
  ])('%j is none', (text) => expect(readSender(text)).toBeNull());
});

it('is encoded for SES where its name is not ASCII, and left as it is where it is', () => {
  expect(encodedSender('"Sheets, Fact" <sheets@hotline.org>')).toBe('"Sheets, Fact" <sheets@hotline.org>');
  expect(encodedSender('Línea Ñandú <sheets@hotline.org>')).toMatch(
    /^=\?UTF-8\?Q\?[\x21-\x7e]+\?= <sheets@hotline\.org>$/u,
  );
});
