// A process that reads uploads for another process (local/pipeline/reader-pool.ts): if it crashes, nothing else does.
import { load } from './compile.mjs';

await load('reader-process');
