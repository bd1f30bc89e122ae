/** The 8-bit encodings that Western spreadsheets and databases write and that are mistaken for UTF-8. */
export type EightBit = 'windows-1252' | 'mac-roman' | 'cp850';

/** 0x80-0xFF of Windows-1252; the five bytes that it leaves undefined are control characters. */
const WINDOWS_1252 =
  '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ' +
  '\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿' +
  'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß' +
  'àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ';

/** 0x80-0xFF of Mac Roman. */
const MAC_ROMAN =
  'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü' +
  '†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø' +
  '¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ' +
  '‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ';

/** 0x80-0xFF of CP850, the code page of DOS in Western Europe and Latin America; CP437 has the same small letters. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ' +
  'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀' +
  'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const UPPER: Readonly<Record<EightBit, string>> = {
  'windows-1252': WINDOWS_1252,
  'mac-roman': MAC_ROMAN,
  cp850: CP850,
};

const BYTES: ReadonlyMap<EightBit, ReadonlyMap<string, number>> = new Map(
  (['windows-1252', 'mac-roman', 'cp850'] as const).map((encoding) => [
    encoding,
    new Map(Array.from(UPPER[encoding], (character, index) => [character, 0x80 + index])),
  ]),
);

/** Decodes bytes of an encoding; bytes that it leaves undefined become control characters U+0080-U+009F. */
export function decodeEightBit(bytes: Buffer, encoding: EightBit): string {
  const upper = UPPER[encoding];
  // from 0xA0 on Windows-1252 is Latin-1, and most of its letters are there
  const others = encoding === 'windows-1252' ? /[\x80-\x9f]/gu : /[\x80-\xff]/gu;
  return bytes.toString('latin1').replace(others, (byte) => upper.charAt(byte.charCodeAt(0) - 0x80));
}

/**
 * Encodes a text; returns null if it has a character that the encoding lacks. Some programs read Windows-1252 as
 * Latin-1, so control characters are encoded as its bytes 0x80-0x9F.
 */
export function encodeEightBit(text: string, encoding: EightBit): Buffer | null {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    const byte = code < 0x80 ? code : BYTES.get(encoding)?.get(character);
    const isLatin1 = encoding === 'windows-1252' && code < 0xa0;
    if (byte === undefined && !isLatin1) return null;
    bytes.push(byte ?? code);
  }
  return Buffer.from(bytes);
}
