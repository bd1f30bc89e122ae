import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Rejection, rejection } from '../../problems/problem.ts';

/** The first bytes of a compound file (the container of Office before 2007, and of encrypted workbooks). */
const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/**
 * The stream that contains an encrypted workbook ([MS-OFFCRYPTO] 2.3.4), by its name in the directory of the compound
 * file.
 */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Returns the rejection of a compound file with the name of a workbook: it is protected by a password, or is an old
 * .xls. Returns null for any other file.
 */
export async function compoundFileRejection(path: string): Promise<Rejection | null> {
  const file = await open(path);
  try {
    const { buffer } = await file.read({ buffer: Buffer.alloc(SIGNATURE.length) });
    if (!buffer.equals(SIGNATURE)) return null;
  } finally {
    await file.close();
  }
  const detail = (await holds(path, ENCRYPTED))
    ? 'protected by a password'
    : 'an old Excel file (.xls): save it as .xlsx';
  return rejection('not-a-workbook', detail);
}

async function holds(path: string, sought: Buffer): Promise<boolean> {
  let end: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.concat([end, chunk]);
    if (bytes.includes(sought)) return true;
    end = bytes.subarray(-sought.length);
  }
  return false;
}
