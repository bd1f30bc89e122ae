// A process that reads uploads for another one (local/pipeline/reader-pool.ts): what ends it ends nothing else.
import { load } from './compile.mjs';

await load('reader-process');
