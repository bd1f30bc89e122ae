import { parentPort } from 'node:worker_threads';
import { Failure } from '../../src/domain/failure.ts';
import type { CompiledSheet } from '../../src/steps/compile-sheet/compiled-sheet.ts';
import { drawPages } from '../../src/steps/render-report/render-report.ts';
import { programFonts } from './local-runtime.ts';
import type { DrawAnswer, DrawRequest } from './page-workers.ts';

/** The compiled sheets that this thread has received, by number: the members of a family share one. */
const SHEETS = new Map<number, CompiledSheet>();

/** Draws the pages of each request, one after the other, and answers with their bytes or what is wrong. */
async function answer({ id, compiled, number, sheet, edition, language }: DrawRequest): Promise<DrawAnswer> {
  try {
    if (compiled) SHEETS.set(number, compiled);
    const own = SHEETS.get(number);
    if (!own) throw new Error(`the thread does not have the compiled sheet ${number}`);
    return { id, pages: await drawPages({ fonts: programFonts }, { ...own, sheet }, edition, language) };
  } catch (error) {
    // another error's message may quote what was drawn; the thread that asked draws the page again to find its cause
    return { id, failure: error instanceof Failure ? { name: error.name, message: error.message } : null };
  }
}

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: DrawRequest) => {
  last = last.then(async () => parentPort?.postMessage(await answer(request)));
});
