// A thread that draws pages for the process (local/pipeline/page-workers.ts): a family has hundreds, and drawing takes a core.
import { load } from './compile.mjs';

await load('page-worker');
