import type { PortalRequest } from './portal-env.ts';

/** Answers with text that is made while it is sent, as a file to save. */
export const sendCsv = (c: PortalRequest, name: string, chunks: AsyncIterable<string>): Response =>
  c.body(streamOf(chunks), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': saveAs(name),
  });

/** Yields a text that is in memory already. */
export async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}

/** Answers with an Excel workbook, as a file to save. */
export const sendWorkbook = (c: PortalRequest, name: string, bytes: Uint8Array<ArrayBuffer>): Response =>
  c.body(bytes, 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': saveAs(name),
  });

const saveAs = (name: string): string =>
  `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encodeURIComponent(name)}`;

/** Returns a file name for programs that read only ASCII. */
const asciiName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w .-]/gu, '_');

function streamOf(chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    // closes the files behind the text when the person stops the download
    cancel: async () => void (await iterator.return?.()),
  });
}
